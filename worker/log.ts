import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Of what Temporal's SDK says, the fields that hold references, codes and counts. */
const ALLOWED = ['workflowType', 'workflowId', 'runId', 'activityType', 'activityId', 'attempt', 'taskQueue', 'sdkComponent', 'state', 'durationMs', 'caseRef', 'wakeAt'] as const;

/** Temporal's own lines in ours: its fixed phrases, the allowed fields, and of an error its kind and place. */
export function temporalLog(log: Logger): TemporalLogger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const known = Object.fromEntries(ALLOWED.flatMap((field) => (meta[field] === undefined ? [] : [[field, String(meta[field])]])));
    log[pinoLevel(level)]({ ...known, ...(meta['error'] === undefined ? {} : { err: meta['error'] }) }, message);
  };
  return {
    log: write,
    trace: (message, meta) => { write('TRACE', message, meta); },
    debug: (message, meta) => { write('DEBUG', message, meta); },
    info: (message, meta) => { write('INFO', message, meta); },
    warn: (message, meta) => { write('WARN', message, meta); },
    error: (message, meta) => { write('ERROR', message, meta); },
  };
}

const pinoLevel = (level: LogLevel): 'trace' | 'debug' | 'info' | 'warn' | 'error' => level.toLowerCase() as 'trace' | 'debug' | 'info' | 'warn' | 'error';
