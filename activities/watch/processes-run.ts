import type { Clock } from '../../api/ports.js';
import { nowOf } from '../../api/now.js';
import { inLanes } from '../../api/in-lanes.js';
import type { Cases } from '../../prisma/repositories/cases.js';
import type { Watch } from '../../prisma/repositories/watch.js';

/** Temporal, as the check of processes sees it. */
export type RunningProcesses = Readonly<{
  /** References of the records whose workflow runs. */
  running: () => Promise<ReadonlySet<string>>;
  /** @returns false where it was running after all */
  start: (recordRef: string) => Promise<boolean>;
  /** Has a running workflow read its record again: one whose record has ended ends too. */
  readAgain: (recordRef: string) => Promise<void>;
}>;

export type ProcessCheckDeps = Readonly<{ cases: Pick<Cases, 'open'>; processes: RunningProcesses; watch: Pick<Watch, 'restarted'>; clock: Clock }>;

export type ProcessCheck = Readonly<{ open: number; restarted: number; ended: number }>;

const AT_ONCE = 8;

/**
 * Compares the records that wait for something with the workflows that run, both ways, and heals what differs: a missing one is started,
 * and the record's journal says so; one whose record has ended is told to look. What Temporal lists a moment late does no harm: each step is
 * one that a healthy process shrugs off.
 */
export async function checkProcesses({ cases, processes, watch, clock }: ProcessCheckDeps): Promise<ProcessCheck> {
  const open = new Set((await cases.open()).map(({ ref }) => ref));
  const running = await processes.running();
  const restarted: string[] = [];
  await inLanes([...open].filter((ref) => !running.has(ref)), AT_ONCE, async (ref) => {
    if (await processes.start(ref)) restarted.push(ref);
  });
  if (restarted.length > 0) await watch.restarted(restarted, nowOf({ clock }));
  const ended = [...running].filter((ref) => !open.has(ref));
  await inLanes(ended, AT_ONCE, processes.readAgain);
  return { open: open.size, restarted: restarted.length, ended: ended.length };
}
