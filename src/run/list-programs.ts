// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { Config } from '../config/schema.js';
import type { Hello } from '../events/wire.js';
import { type Candidate, type Selection, select } from './selection.js';
import { emulatedShape, Session, startArguments } from './session.js';

/** A program's cases, with the numbers that its server knows them by. */
export function candidatesOf(
  hello: Hello,
  file: string,
): { suiteIndex: number; caseIndex: number; candidate: Candidate }[] {
  const module = path
    .basename(file)
    .replace(/\.[cS]$/, '')
    .replaceAll('-', '_');
  return hello.suites.flatMap((suite, suiteIndex) =>
    suite.cases.map((info, caseIndex) => ({
      suiteIndex,
      caseIndex,
      candidate: { file, suite: suite.name, case: info.name, speed: info.speed, module, isInit: suite.init },
    })),
  );
}

/** What a user would want to know of a program's suites, though it is no error. */
export function oddities(hello: Hello, file: string): string[] {
  return hello.suites.flatMap((suite) => {
    if (suite.cases.length === 0) return [`suite ${suite.name} of ${file} has no cases`];
    const names = suite.cases.map((info) => info.name);
    const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    return [...twice].map((name) => {
      const many = names.filter((other) => other === name).length;
      return `suite ${suite.name} of ${file} has ${many} cases named ${name}`;
    });
  });
}

/** Asks programs for their cases; runs none. */
export async function listPrograms(
  programs: { test: string; program: string; arguments?: string[] }[],
  selection: Selection,
  config: Config,
): Promise<{ cases: Candidate[]; failures: string[] }> {
  const cases: Candidate[] = [];
  const failures: string[] = [];
  for (const { test, program, arguments: words = [] } of programs) {
    const session = new Session(program, {
      arguments: [...startArguments(emulatedShape(config), config.memory), ...words],
      cpuSeconds: 0,
      memoryBytes: 0,
      outputBytes: 0,
    });
    const hello = await session.hello(config.timeout ?? 60);
    session.close();
    if ('suites' in hello) {
      const all = candidatesOf(hello, test).map(({ candidate }) => candidate);
      cases.push(...select(all, selection));
    } else failures.push(`the program of ${test} ended before it named its cases: look at ${program}`);
  }
  return { cases, failures };
}
