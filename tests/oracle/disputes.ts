import { plusDays, plusMonths, plusTribunalWorkingDays, plusWeeks, plusWorkingDays, tribunalRolled } from './days.js';
import { deadline, openWindow } from './standing.js';
import {
  factsOf,
  firstFrom,
  laterOf,
  nextAfter,
  type DatedFact,
  type Day,
  type OracleDuty,
  type Story,
} from './story.js';

/** Mediation, and what an appeal asks of the council. @source law.md 3.2, 3.4 */
export function disputeDuties(story: Story): OracleDuty[] {
  return [
    ...appealableDecisions(story).map((decision) => appealWindow(story, decision)),
    ...factsOf(story, 'mediation-requested').flatMap((request) => mediationDuties(story, request)),
    ...factsOf(story, 'mediation-agreed').flatMap((agreed) => agreementDuties(story, agreed)),
    ...factsOf(story, 'appeal-lodged').map((appeal) => respondToAppeal(story, appeal)),
    ...factsOf(story, 'recommendation-made')
      .filter((made) => made.on >= RECOMMENDATIONS_BEGAN)
      .map((made) => answerRecommendation(story, made)),
  ];
}

const APPEALABLE = [
  'assessment-refused',
  'issue-refused',
  'final-plan-issued',
  'amended-plan-issued',
  'reassessed-plan-issued',
  'reassessment-refused',
  'plan-left-unchanged',
  'amendment-dropped',
  'cease-decided',
];

/** Every decision that carries a right of appeal, in order. @source law.md 3.1 */
function appealableDecisions(story: Story): DatedFact[] {
  return story.facts.filter((fact) => {
    if (APPEALABLE.includes(fact.type)) return true;
    if (fact.type !== 'review-decision-sent' || fact.decision === 'amend') return false;
    return !story.facts.some((other) => other.type === 'cease-decided' && other.on === fact.on);
  });
}

/** Last day for the appeal: the later of two months from the decision and one from the certificate, each by Tribunal rule 12. */
export function lastDayToAppeal(story: Story, decision: DatedFact): Day {
  const next = nextAfter(appealableDecisions(story), decision.on);
  const certificate = factsOf(story, 'mediation-certificate')
    .filter((fact) => fact.on >= decision.on && (next === null || fact.on < next))
    .at(-1);
  const byDecision = tribunalRolled(plusMonths(decision.on, 2));
  if (certificate === undefined) return byDecision;
  return laterOf(byDecision, tribunalRolled(plusMonths(certificate.on, 1)));
}

function appealWindow(story: Story, decision: DatedFact): OracleDuty {
  const next = nextAfter(appealableDecisions(story), decision.on);
  const appeal = firstFrom(factsOf(story, 'appeal-lodged'), decision.on, next);
  return openWindow(story, {
    code: 'appeal-window',
    occurrence: decision.id,
    startOn: decision.on,
    dueOn: lastDayToAppeal(story, decision),
    settled: appeal === null ? null : 'respected',
  });
}

const TELL_HEALTH_WORKING_DAYS = 3;
const ARRANGE_DAYS = 30;

function mediationDuties(story: Story, request: DatedFact): OracleDuty[] {
  const base = { occurrence: request.id, startOn: request.on };
  const dayOf = (...types: string[]): Day | null => firstFrom(factsOf(story, ...types), request.on)?.on ?? null;
  const arrange = deadline(story, {
    ...base,
    code: 'arrange-mediation',
    dueOn: plusDays(request.on, ARRANGE_DAYS),
    doneOn: dayOf('mediation-arranged', 'mediation-certificate'),
  });
  if (request.health !== 'yes' && request.health !== true) return [arrange];
  const tellHealth = deadline(story, {
    ...base,
    code: 'tell-health-of-mediation',
    dueOn: plusWorkingDays(request.on, TELL_HEALTH_WORKING_DAYS),
    doneOn: dayOf('health-told-of-mediation'),
  });
  return [tellHealth, arrange];
}

function agreementDuties(story: Story, agreed: DatedFact): OracleDuty[] {
  const duty = (code: string, weeks: number, doneBy: string): OracleDuty =>
    deadline(story, {
      code,
      occurrence: agreed.id,
      startOn: agreed.on,
      dueOn: agreed.dates?.[code] ?? plusWeeks(agreed.on, weeks),
      doneOn: firstFrom(factsOf(story, doneBy), agreed.on)?.on ?? null,
    });
  return [
    ...(agreed.party === 'icb' ? [duty('report-agreement', 1, 'agreement-reported')] : []),
    ...(agreed.what === 'other' ? [duty('carry-out-agreement', 2, 'agreement-carried-out')] : []),
  ];
}

const RESPONSE_WORKING_DAYS = 30;

function respondToAppeal(story: Story, appeal: DatedFact): OracleDuty {
  const next = nextAfter(factsOf(story, 'appeal-lodged'), appeal.on);
  const first = (...types: string[]): Day | null => firstFrom(factsOf(story, ...types), appeal.on, next)?.on ?? null;
  const answeredOn = first('appeal-answered');
  const endedOn = first('appeal-not-opposed', 'appeal-withdrawn', 'appeal-conceded');
  const endedFirst = endedOn !== null && (answeredOn === null || endedOn < answeredOn);
  const sentOn = appeal.sentToAuthorityOn ?? appeal.on;
  return deadline(story, {
    code: 'respond-to-appeal',
    occurrence: appeal.id,
    startOn: sentOn,
    dueOn: plusTribunalWorkingDays(sentOn, RESPONSE_WORKING_DAYS),
    doneOn: endedFirst ? null : answeredOn,
    undoneIs: endedFirst ? 'not-owed' : 'owed',
  });
}

const RECOMMENDATIONS_BEGAN: Day = '2018-04-03'; // SI 2017/1306 came into force
const RECOMMENDATION_DAYS = 34; // 5 weeks beginning with the recommendation

function answerRecommendation(story: Story, made: DatedFact): OracleDuty {
  return deadline(story, {
    code: 'answer-recommendation',
    occurrence: made.id,
    startOn: made.on,
    dueOn: made.dates?.['answer-recommendation'] ?? plusDays(made.on, RECOMMENDATION_DAYS),
    doneOn: firstFrom(factsOf(story, 'recommendation-answered'), made.on)?.on ?? null,
  });
}
