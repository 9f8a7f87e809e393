/** Words of the page that works out statutory dates. */
export const CLOCK_WORDS = {
  title: 'Work out statutory dates',
  addTitle: 'Add what happened',
  yourStory: 'what you entered',
  start: 'How it began',
  life: 'Changes in the life of the plan',
  whomAsked: 'Who was asked for advice?',
  school: 'School or setting',
  direction: 'Which way did the plan go?',
  directionMissing: 'Choose which way the plan went',
  directionTo: 'From this council to another',
  directionFrom: 'From another council to this one',
  otherCouncil: 'other-council',
  standOn: 'Show how it stands on',
  standHint: 'Any day. The dates do not change with it, only what is late or still to come.',
  standAsked: 'the day to show',
  notJson:
    'Paste one JSON object with a list of facts, as {"facts": [{"type": "request-received", "on": "2025-09-02"}]}',
  typeMissing: 'Choose what happened',
  unknownFact: 'Something this page does not know',
  noDay: 'Day not given',
  factNumber: (number: number) => `Fact ${number}`,
  mayRefuse: (until: string) =>
    `The council may refuse to reassess until ${until}, because it assessed within the six months before.`,
} as const;
