import type { Need } from './placements.js';

/** What is written in the plans of the demonstration, by kind of need. `{}` stands for the child's first name. Nobody's real plan. */
export type WordsOfNeed = Readonly<{
  aspirations: string;
  needs: readonly Readonly<{ need: string; strengths: string }>[];
  health: string | null;
  outcomes: readonly Readonly<{ outcome: string; measure: string; steps: string }>[];
  provision: readonly Readonly<{ what: string; howOften: string; howLong: string; who: string; skill: string }>[];
  /** Lines that will not do, as drafts have them. */
  vague: readonly string[];
}>;

const COMMUNICATION: WordsOfNeed = {
  aspirations: '{} wants to have a friend at break times and to tell people about trains without losing their interest.',
  needs: [
    {
      need: '{} understands sentences of about five words when there is nothing to look at, and loses longer instructions.',
      strengths: 'Remembers what is seen: lists, pictures and timetables.',
    },
    {
      need: '{} finds it hard to begin and keep up a conversation with other children, and walks away when it does not go as expected.',
      strengths: 'Plays alongside others willingly and waits for a turn in games with clear rules.',
    },
    {
      need: '{} is distressed by unannounced changes and by noise, above all in corridors and the dining hall.',
      strengths: 'Knows the signs of becoming upset and can point to a card that says so.',
    },
  ],
  health: 'Sleep is broken most nights; followed by the community paediatrician.',
  outcomes: [
    {
      outcome: '{} follows an instruction of three steps in a lesson after hearing it once.',
      measure: 'In four of five lessons observed in a half term, by the teaching assistant’s record.',
      steps: 'Two steps with pictures by the end of the autumn term; three steps with pictures by Easter.',
    },
    {
      outcome: '{} plays a game of four turns or more with another child at break.',
      measure: 'On three days of every week, by the break record.',
      steps: 'With an adult beside them first, then with the adult in sight.',
    },
    {
      outcome: '{} moves between lessons without leaving the group.',
      measure: 'On nine of ten moves in a week.',
      steps: 'First the two quietest moves of the day; all of them by the summer term.',
    },
  ],
  provision: [
    {
      what: 'A programme of understanding language, written by the speech and language therapist and carried out in a quiet room',
      howOften: 'Four times a week',
      howLong: '20 minutes',
      who: 'A teaching assistant, shown how by the therapist',
      skill: 'Trained by the therapist in a session of half a day, once a year',
    },
    {
      what: 'Direct work by the speech and language therapist with {} and one other child on conversation',
      howOften: 'Six sessions each term',
      howLong: '45 minutes',
      who: 'Speech and language therapist',
      skill: 'Registered with the HCPC',
    },
    {
      what: 'The day’s timetable in pictures, gone through with {} before registration and before lunch; each change is put on it',
      howOften: 'Twice a day',
      howLong: '5 minutes',
      who: 'The class’s teaching assistant',
      skill: 'Trained in visual timetables by the specialist teacher',
    },
    {
      what: 'A game for {} and two other children, led by an adult',
      howOften: 'Three times a week at lunch time',
      howLong: '25 minutes',
      who: 'A teaching assistant',
      skill: 'Trained in social play by the specialist teacher, one day a year',
    },
  ],
  vague: ['Access to a quiet space as required.', 'Regular input from the speech and language therapist.'],
};

const LEARNING: WordsOfNeed = {
  aspirations: '{} wants to read the football results without help and to help in the shop on Saturdays.',
  needs: [
    {
      need: '{} reads words of one syllable and spells few from memory; reading is about three years behind the year group.',
      strengths: 'Listens well and retells a story that has been read aloud in good order.',
    },
    {
      need: '{} counts and adds to twenty with objects and does not yet see how much a number is without them.',
      strengths: 'Keeps at practical tasks: measuring, sorting, mending.',
    },
    {
      need: '{} remembers two things told at once and forgets the second when interrupted.',
      strengths: 'Asks when something is forgotten, if asked to at the start.',
    },
  ],
  health: null,
  outcomes: [
    {
      outcome: '{} reads a text of 150 words at the level of a seven-year-old without help.',
      measure: 'Read to the teacher with at most five words helped, in the last week of each term.',
      steps: 'Fifty words by Christmas, a hundred by Easter.',
    },
    {
      outcome: '{} pays for two things in a shop and checks the change.',
      measure: 'On three visits of four, by the teaching assistant’s record.',
      steps: 'In the classroom shop first; then in the school’s tuck shop.',
    },
    {
      outcome: '{} begins a task in class within two minutes with a checklist only.',
      measure: 'In four lessons of five in the week before the review.',
      steps: 'With an adult’s first word until Easter.',
    },
  ],
  provision: [
    {
      what: 'A structured reading programme, one to one, which records each word learnt',
      howOften: 'Every school day',
      howLong: '25 minutes',
      who: 'A teaching assistant',
      skill: 'Trained in the programme by the specialist teacher, two days a year',
    },
    {
      what: 'Teaching of number with objects in a group of no more than four',
      howOften: 'Four times a week',
      howLong: '30 minutes',
      who: 'The class teacher',
      skill: 'Qualified teacher',
    },
    {
      what: 'A checklist of pictures and words for every task, made before the lesson and gone through at its start',
      howOften: 'In each lesson',
      howLong: '3 minutes',
      who: 'A teaching assistant',
      skill: 'Shown how by the specialist teacher, half a day a year',
    },
    {
      what: 'A visit by the specialist teacher for learning, who sees {} work and changes the programmes',
      howOften: 'Once every half term',
      howLong: '90 minutes',
      who: 'Specialist teacher',
      skill: 'Holds a diploma in specific learning difficulties',
    },
  ],
  vague: ['Support with literacy where appropriate.', 'Opportunities for practical work.'],
};

const FEELINGS: WordsOfNeed = {
  aspirations: '{} wants to stay in class with friends, and to be in the school play in the spring.',
  needs: [
    {
      need: '{} becomes angry when corrected before others, and then leaves the room or breaks things.',
      strengths: 'Comes back and mends what was broken once calm, usually within twenty minutes.',
    },
    {
      need: '{} worries about home in the mornings and takes no part in the first lesson of most days.',
      strengths: 'Works well after break, above all in art and drama.',
    },
    {
      need: '{} trusts few adults, and needs days to trust a new one.',
      strengths: 'Talks freely with adults known for a year or more.',
    },
  ],
  health: 'Known to the child and adolescent mental health service since the spring.',
  outcomes: [
    {
      outcome: '{} leaves a room by agreement rather than in anger, and returns within ten minutes.',
      measure: 'In nine of ten such moments in a half term, by the behaviour record.',
      steps: 'Showing the card with a reminder by Christmas; without one by Easter.',
    },
    {
      outcome: '{} takes part in the first lesson of the day.',
      measure: 'On four days of every week, in the last half term before the review.',
      steps: 'For fifteen minutes first, then half the lesson.',
    },
    {
      outcome: '{} names a second adult in school to turn to, and does so.',
      measure: 'Said by {} at the review, and seen twice in the half term before.',
      steps: 'Three shared activities with the key adult in the autumn term.',
    },
  ],
  provision: [
    {
      what: 'A key adult meets {} on arrival, has breakfast together and goes through the day',
      howOften: 'Every school day',
      howLong: '20 minutes',
      who: 'Learning mentor',
      skill: 'Trained in emotion coaching, two days a year',
    },
    {
      what: 'One-to-one sessions about feelings, with an emotional literacy programme',
      howOften: 'Twice a week',
      howLong: '40 minutes',
      who: 'Emotional literacy support assistant',
      skill: 'Trained and supervised by the educational psychologist each half term',
    },
    {
      what: 'A card that lets {} leave a lesson for the learning base, where an adult is at all times',
      howOften: 'In all lessons',
      howLong: '10 minutes at a time',
      who: 'Learning mentor',
      skill: 'Trained in emotion coaching, two days a year',
    },
    {
      what: 'The educational psychologist meets the adults who work with {} and changes the plan for hard moments',
      howOften: 'Once a term',
      howLong: '60 minutes',
      who: 'Educational psychologist',
      skill: 'Registered with the HCPC',
    },
  ],
  vague: ['{} will be encouraged to use the learning base.', 'Mentoring as agreed with school.'],
};

const SENSES: WordsOfNeed = {
  aspirations: '{} wants to travel to school without an adult and to swim with the club.',
  needs: [
    {
      need: '{} misses what is said from behind, in noise, or by more than one speaker, and what is shown only far away.',
      strengths: 'Says so when something was missed, and uses the equipment without being told.',
    },
    {
      need: '{} tires in the afternoon from the effort of following, and then joins in less.',
      strengths: 'Knows when a rest is needed and takes it without fuss.',
    },
    {
      need: '{} needs help with stairs, with changing for sport and in crowded places.',
      strengths: 'Careful and exact on known ways.',
    },
  ],
  health: 'Seen by the hospital clinic twice a year.',
  outcomes: [
    {
      outcome: '{} follows a class discussion and adds to it.',
      measure: 'At least once in four lessons of five, by the specialist teacher’s termly observation.',
      steps: 'In a group of six by Christmas.',
    },
    {
      outcome: '{} works in every afternoon lesson to its end.',
      measure: 'On nine afternoons of ten in the half term before the review.',
      steps: 'With a rest of ten minutes, then of five.',
    },
    {
      outcome: '{} goes from the gate to every classroom alone.',
      measure: 'On every day of a week, seen by the mobility officer.',
      steps: 'The ground floor by Christmas, both floors by Easter.',
    },
  ],
  provision: [
    {
      what: 'Teaching by a qualified specialist teacher of the sensory service, in class and out of it',
      howOften: 'Once a week',
      howLong: '60 minutes',
      who: 'Specialist teacher of the sensory service',
      skill: 'Holds the mandatory qualification',
    },
    {
      what: 'The equipment prescribed is tried and charged before the first lesson, and its use is shown to each new teacher',
      howOften: 'Every morning',
      howLong: '10 minutes',
      who: 'A teaching assistant',
      skill: 'Trained by the specialist teacher, one day a year',
    },
    {
      what: 'All written material is given in the format set out in section B, before the lesson in which it is used',
      howOften: 'For each lesson',
      howLong: '15 minutes of making it',
      who: 'A teaching assistant',
      skill: 'Trained by the specialist teacher, one day a year',
    },
    {
      what: 'Lessons in finding the way',
      howOften: 'Six times a term',
      howLong: '45 minutes',
      who: 'Mobility officer',
      skill: 'Qualified habilitation specialist',
    },
  ],
  vague: ['Equipment to be provided as necessary.', 'A good level of adult support on stairs.'],
};

/** The words for a primary need. Null: none was recorded. */
export function wordsOf(need: Need | null): WordsOfNeed {
  switch (need) {
    case 'ASD':
    case 'SLCN':
      return COMMUNICATION;
    case 'SEMH':
      return FEELINGS;
    case 'HI':
    case 'VI':
    case 'MSI':
    case 'PD':
      return SENSES;
    default:
      return LEARNING;
  }
}
