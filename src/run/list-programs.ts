// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import { caseSeconds } from '../config/case-time.js';
import type { Config } from '../config/schema.js';
import type { Hello } from '../events/wire.js';
import { fingerprint, readJsonIfAny, writeIfChanged } from '../util/files.js';
import { type Candidate, type Selection, select } from './selection.js';
import { emulatedShape, Session, startArguments } from './session.js';

/** A program's cases, with the numbers that its server knows them by. */
export function candidatesOf(
  { suites }: Pick<Hello, 'suites'>,
  file: string,
): { suiteIndex: number; caseIndex: number; candidate: Candidate }[] {
  const module = path
    .basename(file)
    .replace(/\.[cS]$/, '')
    .replaceAll('-', '_');
  return suites.flatMap((suite, suiteIndex) =>
    suite.cases.map((info, caseIndex) => ({
      suiteIndex,
      caseIndex,
      candidate: { file, suite: suite.name, case: info.name, speed: info.speed, module, isInit: suite.init },
    })),
  );
}

/** What a user would want to know of a program's suites, though it is no error. */
export function oddities({ suites }: Hello, file: string): string[] {
  const empty = suites.filter((suite) => suite.cases.length === 0);
  const cases = suites.flatMap((suite) =>
    twice(suite.cases.map((info) => info.name)).map(
      ([name, many]) => `suite ${suite.name} of ${file} has ${many} cases named ${name}`,
    ),
  );
  const same = twice(suites.map((suite) => suite.name));
  return [
    ...empty.map((suite) => `suite ${suite.name} of ${file} has no cases`),
    ...cases,
    ...same.map(([name, many]) => `${file} has ${many} suites named ${name}: they are reported as one`),
  ];
}

/** Names that are there more than once, and how often. */
function twice(names: string[]): [name: string, many: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, many]) => many > 1);
}

interface Listed {
  test: string;
  program: string;
  arguments?: string[];
}

/** The selected cases of programs; runs none. A program is started only if its like was not asked before. */
export async function listPrograms(
  programs: Listed[],
  selection: Selection,
  config: Config,
): Promise<{ cases: Candidate[]; failures: string[] }> {
  const answers = new Map<Listed, Hello['suites'] | undefined>();
  const queue = [...programs];
  const ask = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) answers.set(next, await suitesOf(next, config));
  };
  await Promise.all(Array.from({ length: config.jobs ?? os.availableParallelism() }, ask));

  const cases: Candidate[] = [];
  const failures: string[] = [];
  for (const listed of programs) {
    const { test, program } = listed;
    const suites = answers.get(listed);
    if (!suites) failures.push(`the program of ${test} ended before it named its cases: look at ${program}`);
    else
      cases.push(
        ...select(
          candidatesOf({ suites }, test).map(({ candidate }) => candidate),
          selection,
        ),
      );
  }
  return { cases, failures };
}

const version = 1;

async function suitesOf(
  { program, arguments: words = [] }: Listed,
  config: Config,
): Promise<Hello['suites'] | undefined> {
  const started = [...startArguments(emulatedShape(config), config.memory), ...words];
  const memory = `${program}.cases.json`;
  const known = readJsonIfAny<{ version: number; key: string; suites: Hello['suites'] }>(memory, version);
  // A program that is linked anew is a new file.
  const key = [fingerprint(program), ...started].join(' ');
  if (known?.key === key) return known.suites;
  const session = new Session(program, { arguments: started, cpuSeconds: 0, memoryBytes: 0, outputBytes: 0 });
  const hello = await session.hello(caseSeconds(config));
  session.close();
  if (!('suites' in hello)) return undefined;
  const { suites } = hello;
  writeIfChanged(memory, JSON.stringify({ version, key, suites }));
  return suites;
}
