// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { ExitCode } from '../util/exit-codes.js';
import { isFile } from '../util/files.js';
import { importModule } from '../util/import-module.js';
import { nearest } from '../util/nearest.js';
import { refusalOf } from '../util/refusal.js';
import { UserError } from '../util/user-error.js';
import type { Config } from './schema.js';

const names = ['ktest.config.ts', 'ktest.config.js', 'ktest.config.mjs', 'ktest.config.json'];

export function configFileIn(folder: string): string | undefined {
  return names.map((name) => path.join(folder, name)).find(isFile);
}

const loaded = new Map<string, Promise<Config>>();

/** A configuration file's settings; it is run once. */
export function loadConfig(file: string): Promise<Config> {
  const known = loaded.get(file) ?? readConfig(file);
  loaded.set(file, known);
  return known;
}

/** Reads and checks a configuration file. zod and jiti are loaded only here. */
async function readConfig(file: string): Promise<Config> {
  if (!isFile(file)) throw new UserError(`${file}: it is no file`);
  if (!/\.(ts|js|mjs|json)$/.test(file))
    throw new UserError(`${file}: a configuration file ends in .ts, .js, .mjs or .json`);
  const data = file.endsWith('.json') ? readJson(file) : await importDefault(file);
  const { configSchema } = await import('./schema.js');
  const parsed = configSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (!issue) throw new UserError(`${file}: is not a valid configuration`);
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const near = nearest(key, Object.keys(configSchema.shape));
    throw new UserError(
      `${file}: unknown setting "${where ? `${where}.` : ''}${key}"${near ? `: did you mean "${near}"?` : ''}`,
    );
  }
  throw new UserError(`${file}: ${where ? `"${where}": ` : 'the default export: '}${issue.message}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file}: ${refusalOf(error) ?? (error as Error).message}`);
  }
}

async function importDefault(file: string): Promise<unknown> {
  // A file that calls process.exit(), or awaits what never comes, must not end the tool with its own exit status.
  const onExit = () => {
    process.stderr.write(`ktest: ${file}: it ends the tool, or waits for ever, instead of giving its default export\n`);
    process.exitCode = ExitCode.usage;
  };
  process.prependOnceListener('exit', onExit);
  try {
    if (file.endsWith('.ts')) {
      const { createJiti } = await import('jiti');
      return await createJiti(import.meta.url, { fsCache: false }).import(file, { default: true });
    }
    return ((await importModule(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new UserError(`${file}: ${firstWords(error)}`);
  } finally {
    process.off('exit', onExit);
  }
}

/** Of whatever the file threw; a syntax error has its place in the second line. */
function firstWords(error: unknown): string {
  if (refusalOf(error)) return refusalOf(error) ?? '';
  const message = (error as { message?: unknown } | null)?.message;
  const text = typeof message === 'string' ? message : `it throws ${inspect(error)}`;
  const [first = '', second = ''] = text.split('\n').map((line) => line.trim());
  const place = /:(\d+:\d+)$/.exec(second)?.[1];
  return place ? `${first.replace(/^ParseError: /, '')} at ${place}` : first;
}
