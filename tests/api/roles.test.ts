import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { ROUTES } from '../../api/app.js';
import { newRef } from '../../api/refs.js';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import type { IsoWeek } from '../../domain/dates/iso-week.js';
import { DEFAULT_THEMES } from '../../domain/feedback/themes.js';
import { DEFAULT_SETTINGS } from '../../domain/settings.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { POST_TOKEN, startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS, PEOPLE, refOf, SETTINGS, type Account } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { csvOf, planBroughtIn, putIn } from './support/plans-in.js';
import { aRequest, escalated, opened } from './support/stories.js';

/**
 * Every role against every route, held to docs/vocabulary.md section 6, copied here by hand. The record belongs to the
 * caseworker, of team North in the service `send`; it has asked the psychologist for advice.
 */

const SEE = ['caseworker', 'colleague', 'team-manager', 'service-manager', 'senior-manager', 'director', 'qa-lead', 'data-officer'] as const;
const RECORD = ['caseworker', 'team-manager'] as const;
const TEAM_MANAGER_UPWARDS = ['team-manager', 'service-manager', 'senior-manager', 'director'] as const;
/** Other teams' people have the role, not the reach. */
const OF_ROLE = { caseworkers: ['caseworker', 'colleague', 'stranger'], teamManagers: ['team-manager', 'south-manager'], serviceManagers: ['service-manager', 'other-service'] } as const;
const ANY_MANAGER = [...OF_ROLE.teamManagers, ...OF_ROLE.serviceManagers, 'senior-manager', 'director'] as const;
const SETS_ACTIONS = [...OF_ROLE.serviceManagers, 'senior-manager', 'director'] as const;
/** Tasks of its records; those for the administrator alone are theirs. */
const SEES_TO = ['caseworker', 'colleague', ...TEAM_MANAGER_UPWARDS] as const;
const ADVISES = ['professional', 'partner-manager'] as const;
/** Who sees records at all, wherever they are. */
const LISTS = [...SEE, 'stranger', 'south-manager', 'other-service'] as const;
/** Everybody who may record reads the council's own rules; whoever answers for a service, and the administrator, changes them. */
const READS_RULES = [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'administrator'] as const;
const EDITS_RULES = [...SETS_ACTIONS, 'administrator'] as const;
/** The improvement plan: figures and work of the whole council. */
const SEES_PLAN = [...ANY_MANAGER, 'qa-lead'] as const;
/** An audit whose findings are agreed: its auditor, whoever leads quality, and those who answer for the case: not its colleagues, as a grade is said of somebody's work. */
const AUDITED = ['caseworker', ...TEAM_MANAGER_UPWARDS] as const;
const SEE_AUDITS = [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'qa-lead', 'auditor', 'other-auditor'] as const;
const IMPROVES = ['auditor', 'qa-lead'] as const;
/** The whole council's, so not for whoever answers for one team. */
const LEARNS = [...OF_ROLE.serviceManagers, 'senior-manager', 'director', 'qa-lead'] as const;
/** Whoever writes plans or advice, and those who answer for them. */
const WRITES = [...OF_ROLE.caseworkers, ...ANY_MANAGER, ...ADVISES, 'doctor', 'qa-lead', 'auditor', 'other-auditor'] as const;
const PRACTICE = { criterion: 'f-specified', title: 'How often', words: 'Daily.', why: 'It says when.', isAnonymous: true };
const POINT = { theme: 'provision', service: 'casework', words: 'Say who, how long and how often.' };
/** Section 6 names the data officer; issue 5 the administrator besides. */
const MOVES = ['data-officer', 'administrator'] as const;
const EVERYONE = PEOPLE.map(({ account }) => account).filter((account) => account !== 'leaver' && account !== 'real');

type Row = Readonly<{
  route: string;
  /** Section 6's words. */
  may: string;
  granted: readonly Account[];
  /** Who sees that there is something, and is refused: 403. Everybody else is told there is nothing: 404. */
  sees: readonly Account[];
  ask: (by: Browser) => Promise<Answer>;
}>;

let app: TestApp;
let ref: string;
let correction: string;
let absence: number;
let plan: string;
let toReview: string;
let file: string;
let late: string;
const PANEL = 'W-N0RTH001';
const WEEK = '2026-W09';
const CONTROL = 'H-C0NTR010';
/** One with something red in it. */
const [RED_WEEK, RED] = ['2026-W24', 'limits/assessing'];
const ACTION = 'Q-ACT10N01';
const [ASKING, ASKED_FAMILY, ANSWER] = ['Z-SETT1NG0', 'Z-FAM11Y00', 'R-ANSWER00'];
let priority: string;
let pack: number;
/** Audits of the plan: one with findings and an action, one to be marked, two markings of one thing. */
let [audit, toMark, marked, action] = ['', '', '', ''];

const NOW = '2026-03-02T09:00:00Z';
const facts = (...told: object[]) => ({ facts: told });
const cause = { duty: 'issue-final-plan', occurrence: 'j1', cause: 'staff-shortage' };
const CASELOAD = csvOf(['Surname', 'Forename', 'Date of birth', 'Plan made'], ['Moved-Testchild', 'Wren', '2015-02-01', '2025-09-01']);
const RULE_OF = { 'delay-causes': DEFAULT_SETTINGS.delayCauses, 'silence-norms': { assessing: 30 }, 'staff-mail': DEFAULT_SETTINGS.staffMail };
const aPriority = { title: 'Advice in time', aim: 'Children are seen sooner', origin: 'inspection', source: 'Inspection of March 2026', leads: [refOf('team-manager'), refOf('director')] };
const contact = { type: 'contact-made', on: '2026-03-02' };

const TABLE: readonly Row[] = [
  { route: 'post /clock', may: 'the clock: no login', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.post('/api/clock', { today: '2026-03-02', facts: [] }) },
  { route: 'get /session', may: 'one\'s own session', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.get('/api/session') },
  { route: 'post /session', may: 'sign in', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.signIn('family') },
  { route: 'delete /session', may: 'sign out', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.send('DELETE', '/api/session', { headers: { 'X-CSRF-Token': by.token } }) },
  { route: 'get /accounts', may: 'the demonstration\'s accounts', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.get('/api/accounts') },
  { route: 'get /cases', may: 'see a record', granted: LISTS, sees: EVERYONE, ask: (by) => by.get('/api/cases') },
  { route: 'post /cases/search', may: 'see a record', granted: LISTS, sees: EVERYONE, ask: (by) => by.post('/api/cases/search', { search: 'nobody at all' }) },
  { route: 'post /cases', may: 'record its facts', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/cases', aRequest()) },
  { route: 'get /cases/{ref}', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${ref}`) },
  { route: 'get /cases/{ref}/duties', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${ref}/duties`) },
  { route: 'get /cases/{ref}/history', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${ref}/history`) },
  { route: 'get /cases/{ref}/next-steps', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${ref}/next-steps`) },
  { route: 'get /escalations', may: 'see what went to one\'s role or service, and of the records one answers for', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'partner-manager', 'qa-lead'], sees: EVERYONE, ask: (by) => by.get('/api/escalations?whose=all&state=all') },
  { route: 'get /cases/{ref}/escalations', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${late}/escalations`) },
  { route: 'post /cases/{ref}/escalations', may: 'acknowledge what went to the service manager', granted: ['service-manager', 'senior-manager', 'director'], sees: SEE.filter((one) => one !== 'data-officer'), ask: (by) => by.post(`/api/cases/${late}/escalations`, { duty: 'decide-to-assess', occurrence: 'j1', action: 'I will decide it with the panel', promisedOn: '2026-03-06' }) },
  { route: 'get /delay-causes', may: 'record its facts, decide', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER], sees: EVERYONE, ask: (by) => by.get('/api/delay-causes') },
  { route: 'post /cases/{ref}/causes', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/causes`, cause) },
  { route: 'delete /cases/{ref}/causes/{entry}', may: 'record its facts', granted: RECORD, sees: SEE, ask: async (by) => {
    const { entry } = (await (await known('caseworker')).post(`/api/cases/${ref}/causes`, cause)).body;
    return by.send('DELETE', `/api/cases/${ref}/causes/${String(entry)}`, { headers: { 'X-CSRF-Token': by.token } });
  } },
  { route: 'post /cases/{ref}/facts', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/facts`, facts(contact)) },
  { route: 'post /cases/{ref}/facts', may: 'decide to issue', granted: TEAM_MANAGER_UPWARDS, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/facts`, facts({ type: 'issue-agreed', on: '2026-03-02' })) },
  { route: 'post /cases/{ref}/facts', may: 'decide to refuse', granted: TEAM_MANAGER_UPWARDS, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/facts`, facts({ type: 'issue-refused', on: '2026-03-02' })) },
  { route: 'post /cases/{ref}/facts', may: 'decide, by the panel\'s recorded decision', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/facts`, facts({ type: 'assessment-refused', on: '2026-03-02', evidence: 'panel:2026-03-02/4' }, contact)) },
  { route: 'post /cases/{ref}/facts', may: 'correct a fact', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${ref}/facts`, facts({ type: 'correction', on: '2026-03-02', corrects: 'j9' })) },
  { route: 'get /commands/{id}', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/commands/${correction}`) },
  { route: 'post /commands/{id}/second', may: 'correct a fact: the second person', granted: TEAM_MANAGER_UPWARDS, sees: [], ask: (by) => by.post(`/api/commands/${correction}/second`, { agreed: false }) },
  { route: 'get /advice-requests', may: 'see an advice request', granted: [...ADVISES, 'doctor'], sees: EVERYONE, ask: (by) => by.get('/api/advice-requests') },
  { route: 'post /advice-requests/{ref}/{adviser}/answer', may: 'answer an advice request', granted: ADVISES, sees: [], ask: (by) => by.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/answer`, { answer: { type: 'advice-received', on: '2026-03-02' } }) },
  { route: 'get /team', may: 'see a team\'s work', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/team') },
  { route: 'post /team/absences', may: 'manage a team', granted: ['team-manager'], sees: EVERYONE.filter((account) => account !== 'south-manager'), ask: (by) => by.post('/api/team/absences', { staff: refOf('colleague'), fromOn: '2026-08-03', toOn: '2026-08-07' }) },
  { route: 'delete /team/absences/{id}', may: 'manage a team', granted: ['team-manager'], sees: [], ask: (by) => by.send('DELETE', `/api/team/absences/${absence}`, { headers: { 'X-CSRF-Token': by.token } }) },
  { route: 'post /team/{staff}/hand-over', may: 'manage a team', granted: ['team-manager'], sees: [], ask: (by) => by.post(`/api/team/${refOf('colleague')}/hand-over`, { cases: [{ ref }], to: 'share' }) },
  { route: 'post /cases/ask-advice', may: 'record its facts, each case by its own rules', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/cases/ask-advice', { cases: [{ ref }] }) },
  { route: 'post /cases/remind-late', may: 'record its facts, each case by its own rules', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/cases/remind-late', { cases: [{ ref }] }) },
  { route: 'get /advice-requests/{ref}/{adviser}', may: 'see an advice request', granted: ADVISES, sees: [], ask: (by) => by.get(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}`) },
  { route: 'post /advice-requests/{ref}/{adviser}/draft', may: 'answer an advice request', granted: ADVISES, sees: [], ask: (by) => by.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/draft`, { form: {}, version: 0 }) },
  { route: 'post /advice-requests/{ref}/{adviser}/holder', may: 'answer an advice request', granted: ADVISES, sees: [], ask: (by) => by.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/holder`, { holder: null }) },
  { route: 'get /advisers', may: 'record its facts, decide', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER], sees: EVERYONE, ask: (by) => by.get('/api/advisers') },
  { route: 'get /settings', may: 'record its facts, decide', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER], sees: EVERYONE, ask: (by) => by.get('/api/settings') },
  { route: 'get /owners', may: 'record its facts, decide', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER], sees: EVERYONE, ask: (by) => by.get('/api/owners') },
  { route: 'get /panels', may: 'decide by a panel', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'panel-member'], sees: EVERYONE, ask: (by) => by.get('/api/panels') },
  { route: 'post /panels', may: 'put records to a panel', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/panels', { meetsOn: '2026-03-09', name: 'Panel' }) },
  { route: 'get /panels/{panel}', may: 'see a panel of one\'s team', granted: ['caseworker', 'colleague', ...TEAM_MANAGER_UPWARDS, 'panel-member'], sees: [], ask: (by) => by.get(`/api/panels/${PANEL}`) },
  { route: 'post /panels/{panel}/items', may: 'put records to a panel', granted: ['caseworker', 'colleague', 'team-manager'], sees: [], ask: (by) => by.post(`/api/panels/${PANEL}/items`, { caseRef: ref, question: 'issue' }) },
  { route: 'post /panels/{panel}/items/{number}/decision', may: 'write down the panel\'s decision', granted: [...TEAM_MANAGER_UPWARDS, 'panel-member'], sees: [], ask: (by) => by.post(`/api/panels/${PANEL}/items/4/decision`, { decision: 'no', reason: 'Invented reason', votes: [{ staff: refOf('panel-member'), vote: 'for' }] }) },
  { route: 'post /v1/bounces', may: 'hand over a report of delivery: the mailbox\'s token, no login', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.send('POST', '/api/v1/bounces', { raw: 'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: delayed\r\n\r\n--b--', headers: { 'Content-Type': 'message/rfc822', Authorization: `Bearer ${POST_TOKEN}` } }) },
  { route: 'post /v1/post', may: 'hand over a mail: the mailbox\'s token, no login', granted: EVERYONE, sees: EVERYONE, ask: (by) => by.send('POST', '/api/v1/post', { raw: 'From: a@post.example\r\n\r\nHello', headers: { 'Content-Type': 'message/rfc822', Authorization: `Bearer ${POST_TOKEN}` } }) },
  { route: 'get /cases/{ref}/letters', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${ref}/letters`) },
  { route: 'get /cases/{ref}/letters/{message}', may: 'see a record', granted: SEE, sees: SEE, ask: async (by) => by.get(`/api/cases/${ref}/letters/${(await aTask()).message}`) },
  { route: 'get /tasks', may: 'see to tasks of its records', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'administrator'], sees: EVERYONE, ask: (by) => by.get('/api/tasks?whose=all') },
  { route: 'get /tasks/{task}', may: 'see to tasks of its records', granted: SEES_TO, sees: [], ask: async (by) => by.get(`/api/tasks/${(await aTask()).task}`) },
  { route: 'post /tasks/{task}/done', may: 'see to tasks of its records', granted: SEES_TO, sees: [], ask: async (by) => by.post(`/api/tasks/${(await aTask()).task}/done`, { how: 'telephoned' }) },
  { route: 'post /tasks/{task}/address', may: 'see to tasks of its records', granted: SEES_TO, sees: [], ask: async (by) => by.post(`/api/tasks/${(await aTask()).task}/address`, { channel: 'email', email: 'mended@adviser.example', consent: false }) },
  { route: 'post /tasks/{task}/again', may: 'see to tasks of its records', granted: SEES_TO, sees: [], ask: async (by) => by.post(`/api/tasks/${(await aTask('without a letter')).task}/again`, undefined) },
  { route: 'get /settings/{setting}', may: 'see when a setting is open', granted: [...OF_ROLE.caseworkers, ...ANY_MANAGER, 'administrator'], sees: [], ask: (by) => by.get(`/api/settings/${SETTINGS.school.ref}`) },
  { route: 'post /settings/{setting}/dates', may: 'edit calendars', granted: ['administrator'], sees: [...OF_ROLE.caseworkers, ...ANY_MANAGER], ask: (by) => by.post(`/api/settings/${SETTINGS.school.ref}/dates`, { kind: 'closure', from: '2026-07-22', to: '2026-09-01' }) },
  { route: 'delete /settings/{setting}/dates/{kind}/{from}', may: 'edit calendars', granted: ['administrator'], sees: [...OF_ROLE.caseworkers, ...ANY_MANAGER], ask: (by) => by.send('DELETE', `/api/settings/${SETTINGS.school.ref}/dates/closure/2026-07-22`, { headers: { 'X-CSRF-Token': by.token } }) },
  { route: 'get /rules', may: 'read the council\'s own rules', granted: READS_RULES, sees: EVERYONE, ask: (by) => by.get('/api/rules') },
  ...(['delay-causes', 'silence-norms', 'staff-mail'] as const).flatMap((kind): Row[] => [
    { route: `get /rules/${kind}/versions`, may: 'read the council\'s own rules', granted: READS_RULES, sees: EVERYONE, ask: (by) => by.get(`/api/rules/${kind}/versions`) },
    { route: `post /rules/${kind}/versions`, may: 'edit the council\'s own rules', granted: EDITS_RULES, sees: EVERYONE, ask: (by) => by.post(`/api/rules/${kind}/versions`, { content: RULE_OF[kind], effectiveFrom: '2026-03-02', after: 0 }) },
  ]),
  { route: 'post /rules/silence-norms/preview', may: 'edit the council\'s own rules', granted: EDITS_RULES, sees: EVERYONE, ask: (by) => by.post('/api/rules/silence-norms/preview', { content: RULE_OF['silence-norms'] }) },
  { route: 'get /ladders', may: 'edit ladders', granted: ['administrator'], sees: EVERYONE, ask: (by) => by.get('/api/ladders') },
  { route: 'get /ladders/{duty}/versions', may: 'edit ladders', granted: ['administrator'], sees: [], ask: (by) => by.get('/api/ladders/give-advice/versions') },
  { route: 'post /ladders/{duty}/preview', may: 'edit ladders', granted: ['administrator'], sees: [], ask: (by) => by.post('/api/ladders/send-draft/preview', { rungs: [] }) },
  { route: 'post /ladders/{duty}/versions', may: 'edit ladders', granted: ['administrator'], sees: [], ask: (by) => by.post('/api/ladders/send-draft/versions', { rungs: [], effectiveFrom: '2026-03-02', reason: 'Nobody needs it', after: 0 }) },
  { route: 'get /figures', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/figures') },
  { route: 'get /reports', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/reports') },
  { route: 'get /reports/{week}', may: 'read the weekly report', granted: ANY_MANAGER, sees: [], ask: (by) => by.get(`/api/reports/${WEEK}`) },
  { route: 'get /reports/{week}/cases', may: 'open its cases', granted: ANY_MANAGER, sees: [], ask: (by) => by.get(`/api/reports/${WEEK}/cases?table=stock&row=all&column=open`) },
  { route: 'post /reports/{week}/acknowledgement', may: 'read the weekly report', granted: ANY_MANAGER, sees: [], ask: (by) => by.post(`/api/reports/${WEEK}/acknowledgement`, undefined) },
  { route: 'post /reports/{week}/actions', may: 'set actions of the weekly report', granted: SETS_ACTIONS, sees: [], ask: (by) => by.post(`/api/reports/${WEEK}/actions`, { what: 'Ask for a locum', owner: refOf('director'), byOn: '2026-03-09' }) },
  { route: 'post /reports/actions/{action}/marks', may: 'say what became of an action, or of one\'s own', granted: SETS_ACTIONS, sees: OF_ROLE.teamManagers, ask: (by) => by.post(`/api/reports/actions/${ACTION}/marks`, { outcome: 'carried-over', byOn: '2026-03-16' }) },
  { route: 'get /reports/{week}/reds', may: 'read the weekly report', granted: ANY_MANAGER, sees: [], ask: (by) => by.get(`/api/reports/${RED_WEEK}/reds`) },
  { route: 'get /reports/{week}/reds/{table}/{row}', may: 'read the weekly report', granted: ANY_MANAGER, sees: [], ask: (by) => by.get(`/api/reports/${RED_WEEK}/reds/${RED}`) },
  { route: 'post /reports/{week}/reds/{table}/{row}/explanations', may: 'set actions of the weekly report', granted: SETS_ACTIONS, sees: [], ask: (by) => by.post(`/api/reports/${RED_WEEK}/reds/${RED}/explanations`, { cause: 'staff-shortage', words: 'Posts are empty', after: 0, action: { what: 'Ask for a locum', owner: refOf('director'), byOn: '2026-03-09' } }) },
  { route: 'get /cohorts', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/cohorts') },
  { route: 'get /cohorts/sweep', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/cohorts/sweep?duty=give-advice&from=2026-01-01') },
  { route: 'post /cohorts', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.post('/api/cohorts', { duty: 'give-advice', from: '2026-01-01', what: 'Paediatrics answer no mail' }) },
  { route: 'get /cohorts/{control}', may: 'read the weekly report', granted: ANY_MANAGER, sees: [], ask: (by) => by.get(`/api/cohorts/${CONTROL}`) },
  { route: 'post /cohorts/{control}/closing', may: 'set actions of the weekly report', granted: SETS_ACTIONS, sees: [], ask: (by) => by.post(`/api/cohorts/${CONTROL}/closing`, { because: 'It has ended' }) },
  { route: 'get /improvement', may: 'read the improvement plan', granted: SEES_PLAN, sees: EVERYONE, ask: (by) => by.get('/api/improvement') },
  { route: 'post /improvement/priorities', may: 'set out priorities', granted: SETS_ACTIONS, sees: EVERYONE, ask: (by) => by.post('/api/improvement/priorities', aPriority) },
  { route: 'get /improvement/priorities/{ref}', may: 'read the improvement plan', granted: SEES_PLAN, sees: [], ask: (by) => by.get(`/api/improvement/priorities/${priority}`) },
  { route: 'post /improvement/priorities/{ref}/entries', may: 'set out milestones', granted: SETS_ACTIONS, sees: SEES_PLAN, ask: (by) => by.post(`/api/improvement/priorities/${priority}/entries`, { after: 1, entry: { kind: 'milestone-added', what: 'Appoint two', owner: refOf('team-manager'), dueOn: '2026-04-01', measure: null } }) },
  { route: 'post /improvement/priorities/{ref}/entries', may: 'claim how a priority stands: those, and its leads', granted: [...SETS_ACTIONS, 'team-manager'], sees: SEES_PLAN, ask: (by) => by.post(`/api/improvement/priorities/${priority}/entries`, { after: 1, entry: { kind: 'claimed', claim: 'on-course', words: 'The locum has begun' } }) },
  { route: 'post /improvement/priorities/{ref}/entries', may: 'sign off: its two leads alone', granted: ['team-manager', 'director'], sees: SEES_PLAN, ask: (by) => by.post(`/api/improvement/priorities/${priority}/entries`, { after: 1, entry: { kind: 'signed-off', words: 'It is done' } }) },
  { route: 'get /improvement/packs', may: 'read packs for the board', granted: SEES_PLAN, sees: EVERYONE, ask: (by) => by.get('/api/improvement/packs') },
  { route: 'post /improvement/packs', may: 'make a pack', granted: SETS_ACTIONS, sees: EVERYONE, ask: (by) => by.post('/api/improvement/packs', undefined) },
  { route: 'get /improvement/packs/{number}', may: 'read packs for the board', granted: SEES_PLAN, sees: [], ask: (by) => by.get(`/api/improvement/packs/${pack}`) },
  { route: 'get /audits', may: 'see a quality audit', granted: SEE_AUDITS, sees: EVERYONE, ask: (by) => by.get('/api/audits?whose=all') },
  { route: 'post /audits', may: 'lead quality audits', granted: ['qa-lead'], sees: EVERYONE, ask: (by) => by.post('/api/audits', { kind: 'plan', subject: toReview, auditor: refOf('other-auditor') }) },
  { route: 'get /audits/draws', may: 'lead quality audits', granted: ['qa-lead'], sees: EVERYONE, ask: (by) => by.get('/api/audits/draws') },
  { route: 'get /feedback', may: 'read what families and settings said', granted: SEES_PLAN, sees: EVERYONE, ask: (by) => by.get('/api/feedback') },
  { route: 'get /feedback/words', may: 'read their own words', granted: SEES_PLAN, sees: EVERYONE, ask: (by) => by.get('/api/feedback/words') },
  { route: 'get /feedback/words/{answer}', may: 'read their own words of records one sees', granted: [...TEAM_MANAGER_UPWARDS, 'qa-lead'], sees: [], ask: (by) => by.get(`/api/feedback/words/${ANSWER}`) },
  { route: 'post /feedback/words/{answer}/themes', may: 'give them themes', granted: [...TEAM_MANAGER_UPWARDS, 'qa-lead'], sees: [], ask: (by) => by.post(`/api/feedback/words/${ANSWER}/themes`, { themes: ['other'], after: 0 }) },
  { route: 'get /feedback/themes', may: 'read the themes', granted: SEES_PLAN, sees: EVERYONE, ask: (by) => by.get('/api/feedback/themes') },
  { route: 'post /feedback/themes', may: 'edit the themes', granted: [...SETS_ACTIONS, 'qa-lead'], sees: EVERYONE, ask: (by) => by.post('/api/feedback/themes', { themes: DEFAULT_THEMES, after: 0 }) },
  { route: 'post /feedback/themes/{theme}/done', may: 'write down what was done', granted: SEES_PLAN, sees: [], ask: (by) => by.post('/api/feedback/themes/other/done', { what: 'We ring back', doneOn: '2026-03-02' }) },
  { route: 'get /cases/{ref}/feedback', may: 'see a record', granted: SEE, sees: [], ask: (by) => by.get(`/api/cases/${plan}/feedback`) },
  { route: 'post /cases/{ref}/feedback/{asking}', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${plan}/feedback/${ASKING}`, { by: SETTINGS.school.ref, marks: { overall: 'agree' } }) },
  { route: 'get /audits/learning', may: 'read what audits taught: a service manager upwards, and who leads', granted: LEARNS, sees: EVERYONE, ask: (by) => by.get('/api/audits/learning') },
  { route: 'get /audits/board', may: 'read what audits taught', granted: LEARNS, sees: EVERYONE, ask: (by) => by.get('/api/audits/board') },
  { route: 'get /audits/learning/audits', may: 'open its audits', granted: LEARNS, sees: EVERYONE, ask: (by) => by.get('/api/audits/learning/audits?period=2026-Q1&table=summary&row=all&column=now') },
  { route: 'get /audits/officers', may: 'see officers\' grades: that officer and their manager', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.get('/api/audits/officers') },
  { route: 'post /audits/learning/points', may: 'lead quality audits', granted: ['qa-lead'], sees: EVERYONE, ask: (by) => by.post('/api/audits/learning/points', POINT) },
  { route: 'get /audits/learning/points/{ref}', may: 'read what audits taught', granted: LEARNS, sees: [], ask: async (by) => by.get(`/api/audits/learning/points/${await aPoint()}`) },
  { route: 'post /audits/learning/points/{ref}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: async (by) => by.post(`/api/audits/learning/points/${await aPoint()}`, { ...POINT, after: 1 }) },
  { route: 'get /good-practice', may: 'read good practice', granted: WRITES, sees: EVERYONE, ask: (by) => by.get('/api/good-practice') },
  { route: 'post /audits/{ref}/good-practice', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/good-practice`, PRACTICE) },
  { route: 'get /good-practice/{ref}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: async (by) => by.get(`/api/good-practice/${await aPractice()}`) },
  { route: 'post /good-practice/{ref}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: async (by) => by.post(`/api/good-practice/${await aPractice()}`, { ...PRACTICE, after: 1 }) },
  { route: 'post /good-practice/{ref}/withdrawal', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: async (by) => by.post(`/api/good-practice/${await aPractice()}/withdrawal`, { after: 1 }) },
  { route: 'post /audits/draws', may: 'lead quality audits', granted: ['qa-lead'], sees: EVERYONE, ask: (by) => by.post('/api/audits/draws', { kind: 'plan', month: '2026-03' }) },
  { route: 'get /audits/draws/{kind}/{month}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.get('/api/audits/draws/plan/2026-03') },
  { route: 'get /audits/frameworks', may: 'see a quality audit', granted: SEE_AUDITS, sees: EVERYONE, ask: (by) => by.get('/api/audits/frameworks') },
  { route: 'get /audits/frameworks/{kind}/{number}', may: 'see a quality audit', granted: SEE_AUDITS, sees: [], ask: (by) => by.get('/api/audits/frameworks/plan/0') },
  { route: 'get /audits/frameworks/{kind}/changes', may: 'see a quality audit', granted: SEE_AUDITS, sees: [], ask: (by) => by.get('/api/audits/frameworks/plan/changes') },
  { route: 'get /audits/frameworks/{kind}/draft/changes', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.get('/api/audits/frameworks/plan/draft/changes') },
  { route: 'get /audits/frameworks/{kind}/draft', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.get('/api/audits/frameworks/plan/draft') },
  { route: 'post /audits/frameworks/{kind}/draft', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post('/api/audits/frameworks/case/draft', { framework: null, after: 0 }) },
  { route: 'post /audits/frameworks/{kind}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post('/api/audits/frameworks/case', { why: 'Ours', after: 7 }) },
  { route: 'get /audits/sampling/{kind}', may: 'see a quality audit', granted: SEE_AUDITS, sees: [], ask: (by) => by.get('/api/audits/sampling/plan') },
  { route: 'post /audits/sampling/{kind}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post('/api/audits/sampling/case', { settings: null, why: 'None', after: 7 }) },
  { route: 'post /audits/sampling/{kind}/preview', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post('/api/audits/sampling/plan/preview', { settings: {} }) },
  { route: 'get /audits/{ref}', may: 'see a quality audit', granted: [...AUDITED, ...IMPROVES], sees: [], ask: (by) => by.get(`/api/audits/${audit}`) },
  { route: 'get /audits/{ref}', may: 'see one that is not marked: who marks it, leads, or answers for every record', granted: [...IMPROVES, 'senior-manager', 'director'], sees: [], ask: (by) => by.get(`/api/audits/${toMark}`) },
  { route: 'post /audits/{ref}/marking', may: 'mark one\'s own audit', granted: ['auditor'], sees: [], ask: (by) => by.post(`/api/audits/${toMark}/marking`, { answers: {}, after: 0 }) },
  { route: 'post /audits/{ref}/marking/hand-in', may: 'mark one\'s own audit', granted: ['auditor'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/marking/hand-in`, { after: 0 }) },
  { route: 'get /audits/{ref}/moderation', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.get(`/api/audits/${marked}/moderation`) },
  { route: 'post /audits/{ref}/moderation', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${marked}/moderation`, { answers: {}, after: 0 }) },
  { route: 'post /audits/{ref}/moderation/settlement', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${marked}/moderation/settlement`, { after: 7 }) },
  { route: 'get /audits/{ref}/panel', may: 'see a quality audit', granted: [...AUDITED, ...IMPROVES], sees: [], ask: (by) => by.get(`/api/audits/${audit}/panel`) },
  { route: 'post /audits/{ref}/panel/{voice}', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/panel/health`, { who: 'A nurse', said: { 'he-needs': { answer: 'met' } }, after: 0 }) },
  { route: 'post /audits/{ref}/findings', may: 'agree findings: its auditor, and who leads', granted: IMPROVES, sees: AUDITED, ask: (by) => by.post(`/api/audits/${audit}/findings`, { findings: [] }) },
  { route: 'post /audits/{ref}/actions', may: 'set actions: its auditor, and who leads', granted: IMPROVES, sees: AUDITED, ask: (by) => by.post(`/api/audits/${audit}/actions`, { words: 'Write F2 again', owner: refOf('caseworker'), dueOn: '2026-04-01' }) },
  { route: 'post /audits/{ref}/actions/{action}/done', may: 'say an action is done: those, and its owner', granted: [...IMPROVES, 'caseworker'], sees: AUDITED, ask: (by) => by.post(`/api/audits/${audit}/actions/${action}/done`, { words: 'F2 is written again', on: '2026-03-02' }) },
  { route: 'post /audits/{ref}/auditor', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/auditor`, { auditor: refOf('other-auditor') }) },
  { route: 'post /audits/{ref}/re-mark', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/re-mark`, undefined) },
  { route: 'post /audits/{ref}/withdrawal', may: 'lead quality audits', granted: ['qa-lead'], sees: [], ask: (by) => by.post(`/api/audits/${audit}/withdrawal`, { why: 'Drawn by mistake' }) },
  { route: 'get /forecast', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/forecast') },
  { route: 'get /what-if', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/what-if?extra=3') },
  { route: 'get /reviews', may: 'see a record', granted: LISTS, sees: EVERYONE, ask: (by) => by.get('/api/reviews') },
  { route: 'get /reviews/proposals', may: 'see a record', granted: LISTS, sees: EVERYONE, ask: (by) => by.get('/api/reviews/proposals') },
  { route: 'post /reviews/dates', may: 'record its facts, each plan by its own rules', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/reviews/dates', { dates: [{ ref: toReview, meetingOn: '2026-06-10' }] }) },
  { route: 'get /reviews/phases', may: 'see a record', granted: LISTS, sees: EVERYONE, ask: (by) => by.get('/api/reviews/phases') },
  { route: 'get /reviews/phases/{kind}', may: 'see a record', granted: LISTS, sees: [], ask: (by) => by.get('/api/reviews/phases/primary-secondary') },
  { route: 'post /reviews/expected-transfers', may: 'record its facts, each plan by its own rules', granted: [...OF_ROLE.caseworkers, ...OF_ROLE.teamManagers], sees: EVERYONE, ask: (by) => by.post('/api/reviews/expected-transfers', { cases: [{ ref: toReview }] }) },
  { route: 'get /reviews/figures', may: 'read the weekly report', granted: ANY_MANAGER, sees: EVERYONE, ask: (by) => by.get('/api/reviews/figures') },
  { route: 'get /reviews/{ref}/date', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/reviews/${toReview}/date`) },
  { route: 'post /reviews/{ref}/date', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/reviews/${toReview}/date`, { meetingOn: '2026-06-11' }) },
  { route: 'get /cases/{ref}/reviews', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${plan}/reviews`) },
  { route: 'get /cases/{ref}/plan', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${plan}/plan`) },
  { route: 'get /cases/{ref}/plan/versions/{number}', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${plan}/plan/versions/1`) },
  { route: 'get /cases/{ref}/plan/differences', may: 'see a record', granted: SEE, sees: SEE, ask: (by) => by.get(`/api/cases/${plan}/plan/differences`) },
  { route: 'post /cases/{ref}/plan/versions', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${plan}/plan/versions`, undefined) },
  { route: 'delete /cases/{ref}/plan/versions/{number}', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.send('DELETE', `/api/cases/${plan}/plan/versions/2?saves=99`, { headers: { 'X-CSRF-Token': by.token } }) },
  { route: 'post /cases/{ref}/plan/versions/{number}/{section}', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${plan}/plan/versions/2/A`, { saves: 0, words: { child: 'I like water.' } }) },
  { route: 'post /cases/{ref}/plan/versions/{number}/{section}/items', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${plan}/plan/versions/2/B/items`, { saves: 0, words: { need: 'Another need' } }) },
  { route: 'post /cases/{ref}/plan/versions/{number}/{section}/items/{item}', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.post(`/api/cases/${plan}/plan/versions/2/B/items/B1`, { saves: 0, words: { need: 'The same need' } }) },
  { route: 'delete /cases/{ref}/plan/versions/{number}/{section}/items/{item}', may: 'record its facts', granted: RECORD, sees: SEE, ask: (by) => by.send('DELETE', `/api/cases/${plan}/plan/versions/2/B/items/B1?saves=0`, { headers: { 'X-CSRF-Token': by.token } }) },
  { route: 'get /imports', may: 'import', granted: MOVES, sees: EVERYONE, ask: (by) => by.get('/api/imports') },
  { route: 'post /imports', may: 'import', granted: MOVES, sees: EVERYONE, ask: (by) => putIn(by, CASELOAD) },
  { route: 'get /imports/{file}', may: 'import', granted: MOVES, sees: [], ask: (by) => by.get(`/api/imports/${file}`) },
  { route: 'get /imports/{file}/rows', may: 'import', granted: MOVES, sees: [], ask: (by) => by.get(`/api/imports/${file}/rows`) },
  { route: 'get /imports/{file}/problems', may: 'import', granted: MOVES, sees: [], ask: (by) => by.get(`/api/imports/${file}/problems`) },
  { route: 'post /imports/{file}/columns', may: 'import', granted: MOVES, sees: [], ask: (by) => by.post(`/api/imports/${file}/columns`, { columns: ['familyName', 'givenName', 'bornOn', 'planOn'] }) },
  { route: 'post /imports/{file}/go', may: 'import', granted: MOVES, sees: [], ask: (by) => by.post(`/api/imports/${file}/go`, undefined) },
  { route: 'get /exports', may: 'export', granted: MOVES, sees: EVERYONE, ask: (by) => by.get('/api/exports') },
  { route: 'get /exports/{table}', may: 'export', granted: MOVES, sees: [], ask: (by) => by.get('/api/exports/records') },
];

/** A mail to the psychologist that came back, and the task it is. */
async function aTask(kind?: 'without a letter'): Promise<{ task: string; message: string }> {
  const [task, message] = [newRef('K'), newRef('M')];
  await app.database.pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, status, queued_at)
     VALUES ($1, $2, 'advice-thanks', 'adviser', $3, 'Invented Psychologist', 'email', 'gone@adviser.example', 'Thanks', '[]', gen_random_uuid(), 'bounced', now())`,
    [message, ref, ADVISERS.psychologist.ref],
  );
  await app.database.pool.query(`INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at) VALUES ($1, $2, 'bounced', $3, 'caseworker', '2026-03-03', now())`, [task, ref, kind === undefined ? message : `n1/${message}`]);
  return { task, message };
}

const aPractice = async (): Promise<string> => String((await (await known('qa-lead')).post(`/api/audits/${audit}/good-practice`, PRACTICE)).body['ref']);
const aPoint = async (): Promise<string> => String((await (await known('qa-lead')).post('/api/audits/learning/points', POINT)).body['ref']);

const signedIn = new Map<Account, Promise<Browser>>();
/** Signed in once for all rows; those about sessions sign in anew. */
function known(account: Account): Promise<Browser> {
  const browser = signedIn.get(account) ?? app.signedIn(account);
  signedIn.set(account, browser);
  return browser;
}

/** Granted, though the rules of the record may refuse: somebody before may have decided already. */
const GRANTED = [200, 201, 202, 204, 409];

beforeAll(async () => {
  app = await startTestApp({ now: NOW });
  const caseworker = await app.signedIn('caseworker');
  ref = await opened(caseworker);
  const away = await app.database.pool.query<{ id: number }>(`INSERT INTO absence (staff_ref, from_on, to_on, set_by, set_at) VALUES ($1, '2026-04-06', '2026-04-10', 'S-1', now()) RETURNING id`, [refOf('leaver')]);
  absence = away.rows[0]?.id ?? 0;
  const asked = { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' };
  expect((await caseworker.post(`/api/cases/${ref}/facts`, facts({ type: 'assessment-agreed', on: '2026-03-02' }, asked))).status).toBe(201);
  const waiting = await caseworker.post(`/api/cases/${ref}/facts`, facts({ type: 'correction', on: '2026-03-02', corrects: 'j4' }));
  expect(waiting.status).toBe(202);
  correction = String(waiting.body['commandId']);
  await app.database.pool.query(`INSERT INTO panel (ref, team_ref, meets_on, name, made_by, made_at) VALUES ($1, 'team-north', '2026-03-02', 'Panel', $2, $3)`, [PANEL, refOf('caseworker'), NOW]);
  await app.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-PANEL004', $1, $2, 'panel', 'Not enough evidence', $3)`, [ref, refOf('panel-member'), NOW]);
  await app.database.pool.query(
    `INSERT INTO panel_item (panel_ref, number, meets_on, record_ref, question, put_by, put_at, decision, reason, decided_by, decided_at)
     VALUES ($1, 4, '2026-03-02', $2, 'assess', $3, $4, 'no', 'N-PANEL004', $5, $4)`,
    [PANEL, ref, refOf('caseworker'), NOW, refOf('panel-member')],
  );
  const officer = await app.signedIn('data-officer');
  plan = await planBroughtIn(officer, { 'Plan made': '2025-09-10' });
  toReview = await planBroughtIn(officer, { 'Plan made': '2025-09-10' });
  late = await escalated(app, caseworker);
  await app.database.pool.query(`INSERT INTO cohort_control (ref, what, duty, from_on, found, opened_by, opened_at) VALUES ($1, 'Paediatrics answer no mail', 'give-advice', '2026-01-01', 0, $2, $3)`, [CONTROL, refOf('director'), NOW]);
  for (const week of [WEEK, RED_WEEK]) await freezeWeek({ reports: createReports(app.database), clock: { now: () => new Date(NOW) }, norms: () => ({}) }, week as IsoWeek);
  await app.database.pool.query(`INSERT INTO report_action (ref, week, what, owner_ref, by_on, set_by, set_at) VALUES ($1, $2, 'Ask for a locum', $3, '2026-03-09', $3, $4)`, [ACTION, WEEK, refOf('director'), NOW]);
  const director = await app.signedIn('director');
  priority = String((await director.post('/api/improvement/priorities', aPriority)).body['ref']);
  expect((await director.post(`/api/improvement/priorities/${priority}/entries`, { after: 1, entry: { kind: 'claimed', claim: 'not-begun', words: 'It was set out today' } })).status).toBe(201); // what is sent after 1 comes too late
  pack = Number((await director.post('/api/improvement/packs', undefined)).body['number']);
  file = String((await putIn(officer, CASELOAD, { source: 'Another system' })).body['ref']);
  await app.database.pool.query(
    `INSERT INTO feedback_request (ref, record_ref, position, party, setting_ref, plan, sent_on, team_ref, asked_on, asked_at)
     SELECT asking.*, 'amended-plan-issued', '2026-02-02', 'team-north', '2026-02-16', $5 FROM (VALUES ($1, $3, 1, 'setting', $4), ($2, $3, 1, 'family', NULL)) AS asking`,
    [ASKING, ASKED_FAMILY, plan, SETTINGS.school.ref, NOW],
  );
  await app.database.pool.query(`INSERT INTO feedback_answer (ref, request_ref, by_kind, by_ref, marks, went_well, better, answered_on, answered_at) VALUES ($1, $2, 'person', 'S-MOTHER00', '{}', 'Kind people', '', '2026-03-01', $3)`, [ANSWER, ASKED_FAMILY, NOW]);
  await writtenTwice(caseworker);
  await audited();
});
afterAll(() => app.close());

/** Audits of the plan as the rows need them. */
async function audited(): Promise<void> {
  const [lead, first, second] = await Promise.all([known('qa-lead'), known('auditor'), known('other-auditor')]);
  await sentPlanText(app.database.pool, toReview, { on: '2025-09-10' });
  const asked = async (more: object = {}): Promise<string> => {
    const answer = await lead.post('/api/audits', { kind: 'plan', subject: toReview, auditor: refOf('auditor'), ...more });
    expect(answer.status, answer.text).toBe(201);
    return String(answer.body['caseRef']);
  };
  const mark = async (by: Browser, of: string, wanting: string): Promise<void> => {
    const answers = Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, id === wanting ? { answer: 'not-met', evidence: 'F1', line: null } : { answer: 'met', evidence: '', line: null }]));
    expect((await by.post(`/api/audits/${of}/marking`, { answers, after: 0 })).body).toEqual({ saves: 1 });
    const handed = await by.post(`/api/audits/${of}/marking/hand-in`, { after: 1 });
    expect(handed.status, handed.text).toBe(201);
  };
  audit = await asked();
  await mark(first, audit, 'f-quantified');
  const agreed = await lead.post(`/api/audits/${audit}/findings`, { findings: [{ criterion: 'f-quantified', theme: 'provision', service: 'casework', words: 'No amount' }], auditAgainBy: '2026-06-01' });
  expect(agreed.status, agreed.text).toBe(201);
  const set = await lead.post(`/api/audits/${audit}/actions`, { words: 'Say how long', owner: refOf('caseworker'), dueOn: '2026-04-01' });
  expect(set.status, set.text).toBe(201);
  action = ((await lead.get(`/api/audits/${audit}`)).body['actions'] as { ref: string }[])[0]?.ref ?? '';
  marked = await asked({ second: refOf('other-auditor') });
  await mark(first, marked, 'f-quantified');
  await mark(second, ((await second.get('/api/audits?state=to-mark')).body['items'] as { ref: string }[])[0]?.ref ?? '', 'e-smart');
  const said = (answer: string) => ({ answer, evidence: 'As agreed', line: null });
  expect((await lead.post(`/api/audits/${marked}/moderation`, { answers: { 'f-quantified': said('not-met'), 'e-smart': said('met') }, after: 0 })).status).toBe(200);
  expect((await lead.post(`/api/audits/${marked}/moderation/settlement`, { after: 1 })).status).toBe(201);
  toMark = await asked();
  expect((await lead.post('/api/audits/sampling/plan', { settings: { number: 1 }, why: 'To begin with', after: 0 })).status).toBe(201);
  const drawn = await lead.post('/api/audits/draws', { kind: 'plan', month: '2026-03' });
  expect(drawn.status, drawn.text).toBe(201);
}

/** A version that was sent, and the next one, with a need in it. */
async function writtenTwice(by: Browser): Promise<void> {
  const text = `/api/cases/${plan}/plan/versions`;
  expect((await by.post(text, undefined)).status).toBe(201);
  expect((await by.post(`${text}/1/B/items`, { saves: 0, words: { need: 'A need' } })).status).toBe(200);
  const sent = await by.post(`/api/cases/${plan}/facts`, facts({ type: 'amendment-notice-sent', on: '2026-03-02', channel: 'by-hand', evidence: 'plan:1/1' }));
  expect(sent.status, sent.text).toBe(201);
  expect((await by.post(text, undefined)).body).toEqual({ number: 2 });
}

test('every route has a row', () => {
  const rows = new Set(TABLE.map(({ route }) => route));
  expect(ROUTES.map(({ method, path }) => `${method} ${path}`).filter((route) => !rows.has(route))).toEqual([]);
});

describe.each(TABLE)('$route ($may)', (row) => {
  test.each(EVERYONE)('%s', async (account) => {
    const answer = await row.ask(row.route.endsWith(' /session') ? await app.signedIn(account) : await known(account));
    if (row.granted.includes(account)) {
      expect(GRANTED, `${account} is granted: ${answer.text}`).toContain(answer.status);
      return;
    }
    expect(answer.status, `${account} is refused: ${answer.text}`).toBe(row.sees.includes(account) ? 403 : 404);
    expect(answer.text).not.toContain('Invented');
  });

  test('nobody signed in', async () => {
    const visitor = app.visitor();
    await visitor.refresh();
    const answer = await row.ask(visitor);
    const isOpen = row.granted === EVERYONE;
    expect(GRANTED.includes(answer.status), answer.text).toBe(isOpen);
    if (!isOpen) expect(answer.status).toBe(401);
  });
});

test('a caseworker records a decision only with the panel behind it', async () => {
  const caseworker = await app.signedIn('caseworker');
  const record = await opened(caseworker);
  const refusing = { type: 'assessment-refused', on: '2026-03-02' };

  const alone = await caseworker.post(`/api/cases/${record}/facts`, facts(refusing));
  expect(alone.status).toBe(403);
  expect(alone.body).toMatchObject({ code: 'decision-needs-manager-or-panel', errors: [{ path: 'facts[0].type' }] });

  const { ref: panel } = (await caseworker.post('/api/panels', { meetsOn: '2026-03-02', name: 'Assessment panel' })).body as { ref: string };
  const { number } = (await caseworker.post(`/api/panels/${panel}/items`, { caseRef: record, question: 'assess' })).body as { number: number };
  const evidenced = facts({ ...refusing, decidedOn: '2026-03-02', evidence: `panel:2026-03-02/${number}` });
  const undecided = await caseworker.post(`/api/cases/${record}/facts`, evidenced);
  expect(undecided.status).toBe(422);
  expect(undecided.body).toMatchObject({ errors: [{ path: 'facts[0].evidence', message: expect.stringContaining('has not decided') as string }] });

  const member = await app.signedIn('panel-member');
  const decide = (decision: string) => member.post(`/api/panels/${panel}/items/${number}/decision`, { decision, reason: 'Needs can be met at school', votes: [{ staff: refOf('panel-member'), vote: 'for' }] });
  expect((await decide('no')).status).toBe(204);
  expect((await decide('yes')).status).toBe(409);
  const opposite = await caseworker.post(`/api/cases/${record}/facts`, facts({ type: 'issue-agreed', on: '2026-03-02', evidence: `panel:2026-03-02/${number}` }));
  expect(opposite.body).toMatchObject({ errors: [{ path: 'facts[0].evidence', message: expect.stringContaining('decided otherwise') as string }] });
  const elsewhere = await opened(caseworker);
  expect((await caseworker.post(`/api/cases/${elsewhere}/facts`, evidenced)).body).toMatchObject({ errors: [{ path: 'facts[0].evidence', message: expect.stringContaining('names no item') as string }] });

  expect((await caseworker.post(`/api/cases/${record}/facts`, evidenced)).status).toBe(201);
  const history = await caseworker.get(`/api/cases/${record}/history`);
  expect(history.text).toContain('panel-decided');
});

test('a restricted record is seen by the people named on it only', async () => {
  const caseworker = await app.signedIn('caseworker');
  const director = await app.signedIn('director');
  const record = await opened(caseworker);
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [record]);

  expect((await director.get(`/api/cases/${record}`)).status).toBe(404);
  expect((await caseworker.get(`/api/cases/${record}`)).status).toBe(404);

  await app.database.pool.query(`INSERT INTO record_access (record_ref, staff_ref) SELECT $1, ref FROM staff WHERE account = 'caseworker'`, [record]);
  expect((await caseworker.get(`/api/cases/${record}`)).status).toBe(200);
  const list = await director.get('/api/cases?limit=200');
  expect(list.text).not.toContain(record);
});

test('every view of a record is logged, with who and when', async () => {
  const caseworker = await app.signedIn('caseworker');
  const colleague = await app.signedIn('colleague');
  const record = await opened(caseworker);
  await colleague.get(`/api/cases/${record}`);
  await colleague.get(`/api/cases/${record}/history`);

  const { rows } = await app.database.pool.query<{ seen: string }>(
    `SELECT seen FROM record_view JOIN staff s ON s.ref = staff_ref WHERE $1 = ANY (record_refs) AND s.account = 'colleague' ORDER BY seen`, [record]);
  expect(rows.map(({ seen }) => seen)).toEqual(['case', 'history']);
});
