// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';

/** A vitest reporter: where the time went, and last the counts on a line of their own. */
export default class TestSummary {
  onTestRunEnd(modules) {
    const files = modules.map((module) => ({ name: nameOf(module), ms: module.diagnostic().duration }));
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const cases = tests.map((test) => ({
      name: `${nameOf(test.module)} ${test.fullName}`,
      ms: test.diagnostic()?.duration ?? 0,
    }));
    if (files.length > 1) print('slowest files:', files);
    print('slowest tests:', cases);
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    // A file that could not be loaded has no tests, and is no pass.
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests()].length === 0,
    );
    const failed = count('failed') + broken.length;
    console.log(`\n${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`);
  }
}

function nameOf({ moduleId }) {
  return path.relative(process.cwd(), moduleId);
}

function print(title, parts) {
  const slowest = parts.toSorted((a, b) => b.ms - a.ms).slice(0, 10);
  console.log(`\n${title}`);
  for (const { name, ms } of slowest) console.log(`${(ms / 1000).toFixed(1).padStart(8)} s  ${name}`);
}
