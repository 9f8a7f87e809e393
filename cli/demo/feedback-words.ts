import type { Party } from '../../domain/feedback/questions.js';

/** What families and settings of the demonstration wrote in their own words, with the themes somebody gave them. Nobody's real words. */
export type Words = Readonly<{ words: string; themes: readonly string[] }>;
export type WordsOfParty = Readonly<{ wentWell: readonly Words[]; better: readonly Words[] }>;

export const FEEDBACK_WORDS: Readonly<Record<Party, WordsOfParty>> = {
  family: {
    wentWell: [
      { words: 'Our caseworker rang when she said she would, also when there was nothing new.', themes: ['kept-informed'] },
      { words: 'The meeting about the draft. We had an hour and nobody looked at the clock.', themes: ['listened-to'] },
      { words: 'They had read what we wrote. Whole sentences of ours are in section A.', themes: ['listened-to', 'plan-content'] },
      { words: 'The psychologist sat on the floor with him and found out more in a morning than we had been told in a year.', themes: ['people'] },
      { words: 'It now says how many minutes and who. I can ask the school about it.', themes: ['plan-content', 'provision'] },
      { words: 'One person from the first call to the end.', themes: ['people'] },
      { words: 'We got the school we had asked for, and they told us why it had taken a second letter.', themes: ['school-named', 'kept-informed'] },
      { words: 'The letter that said it would be late came before it was late. That helped more than you might think.', themes: ['kept-informed', 'time-taken'] },
      { words: 'Support began the week after. I had not expected that.', themes: ['provision'] },
      { words: 'She was asked herself, with pictures, and what she said is in the plan.', themes: ['listened-to'] },
    ],
    better: [
      { words: 'It took far too long, and for two months we heard nothing at all.', themes: ['time-taken', 'kept-informed'] },
      { words: 'Three caseworkers in a year. Each time we began again.', themes: ['people'] },
      { words: 'The draft had another child’s name in one place.', themes: ['plan-content'] },
      { words: 'Say what “regular” means. We asked twice and the answer was “as needed”.', themes: ['plan-content', 'provision'] },
      { words: 'We would have liked to be told before the date passed and not after.', themes: ['kept-informed', 'time-taken'] },
      { words: 'The speech therapy in the plan has not begun. Nobody can tell us when.', themes: ['provision'] },
      { words: 'Letters in plain words, please. We had to look up half of it.', themes: ['other'] },
      { words: 'We were asked for views on a form with four lines. Our son does not fit into four lines.', themes: ['listened-to'] },
      { words: 'The school named said afterwards that it was full.', themes: ['school-named'] },
      { words: 'One telephone number that somebody answers.', themes: ['kept-informed', 'people'] },
      { words: 'The waiting for the psychologist was the longest part of it.', themes: ['time-taken'] },
      { words: 'Nobody asked the two of us together; we live apart and heard different things.', themes: ['kept-informed', 'listened-to'] },
    ],
  },
  setting: {
    wentWell: [
      { words: 'The provision can be put on a timetable as it stands.', themes: ['plan-content'] },
      { words: 'We were rung before the draft went out, and two lines were changed for it.', themes: ['listened-to'] },
      { words: 'The therapist’s programme came with the plan.', themes: ['provision'] },
      { words: 'Consultation papers were complete, and on time.', themes: ['kept-informed'] },
    ],
    better: [
      { words: 'Seven days to answer a consultation in the last week of term is not enough.', themes: ['time-taken'] },
      { words: '“Access to a quiet space” is in the plan. We have none, and said so.', themes: ['plan-content', 'listened-to'] },
      { words: 'The funding came a term after the child.', themes: ['provision'] },
      { words: 'Tell us who the caseworker is when it changes.', themes: ['people', 'kept-informed'] },
      { words: 'Some lines are specific and some read like the old plans. We cannot cost the second kind.', themes: ['plan-content', 'provision'] },
      { words: 'We were named though we had answered that we could not meet the need.', themes: ['school-named', 'listened-to'] },
    ],
  },
};

/** You said, we did: what the council told everybody, so many weeks ago. */
export const WE_DID: readonly Readonly<{ weeks: number; theme: string; what: string }>[] = [
  { weeks: 15, theme: 'kept-informed', what: 'Families told us they heard of a delay after it had come. Since the summer a letter with the reason and a new day goes out before the old one has passed.' },
  { weeks: 9, theme: 'plan-content', what: 'Families and schools told us that lines were vague. Every team has learnt to write who, how often and for how long, and drafts are read for it before they go.' },
];
