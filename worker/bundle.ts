import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { FAILURE_CONVERTER } from '../config/temporal.js';

/** `npm run bundle [file]`: the workflows as one script for the sandbox, and its size. */

const workflowsPath = fileURLToPath(new URL(`../workflows/index${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url));
const file = path.resolve(process.argv[2] ?? 'dist/workflow-bundle.js');

/** Modules written for nodenext name their neighbours `.js`; from sources the bundler must look for `.ts`. */
const extensionAlias = { '.js': ['.ts', '.js'] };

const { code } = await bundleWorkflowCode({
  workflowsPath,
  failureConverterPath: FAILURE_CONVERTER,
  webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, extensionAlias } }),
});
await mkdir(path.dirname(file), { recursive: true });
await writeFile(`${file}.${process.pid}`, code);
await rename(`${file}.${process.pid}`, file); // whole or not at all, whoever else is building it
process.stdout.write(`${path.basename(file)}: ${(Buffer.byteLength(code) / 1e6).toFixed(1)} MB\n`);
