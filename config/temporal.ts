import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { aesGcm, payloadKeys } from './payload-codec.js';

/** How a client or a worker reaches Temporal, and in what shape it stores what it is given. */
export type TemporalOptions = Readonly<{
  connectionOptions: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
  namespace: string;
  dataConverter: DataConverter;
}>;

/**
 * From TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY or TEMPORAL_TLS_*, as every Temporal tool reads them, and
 * DULY_PAYLOAD_KEY: with it all payloads are encrypted, without it (development) none.
 * @throws BadPayloadKey
 */
export function temporalOptions(env: Readonly<Record<string, string | undefined>>): TemporalOptions {
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const { connectionOptions, namespace } = loadClientConnectConfig({ disableFile: true, overrideEnvVars: given });
  return { connectionOptions, namespace: namespace ?? 'default', dataConverter: dataConverter(env['DULY_PAYLOAD_KEY']) };
}

/** The failure converter is always ours; the codec is there where there is a key. */
export function dataConverter(key: string | undefined): DataConverter {
  const payloadCodecs = key === undefined || key === '' ? [] : [aesGcm(payloadKeys(key))];
  return { payloadCodecs, failureConverterPath: FAILURE_CONVERTER };
}

const here = fileURLToPath(import.meta.url);

/** The file for the bundle, the workers and the clients: TypeScript from sources, JavaScript once built. */
export const FAILURE_CONVERTER = path.join(path.dirname(here), '..', 'workflows', `failure-converter${path.extname(here)}`);
