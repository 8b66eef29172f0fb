// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, isFolder } from '../util/files.js';
import { globToRegExp } from '../util/glob.js';
import { UserError } from '../util/user-error.js';
import { isCxx } from './cxx.js';
import { factsOfUnit, withoutIncluded } from './included-sources.js';
import { namesake } from './namesake.js';
import { kernelTreeAbove, type Project } from './project.js';
import type { SourceFacts } from './scan.js';
import type { SourceIndex } from './source-index.js';
import type { Targets } from './targets.js';

/**
 * What a file is taken for: one that a user names may be a test that a search would leave out, and of a folder
 * without tests all modules are taken, since that they can be loaded and unloaded is worth a test.
 */
export type Wanted = 'named' | 'tests' | 'modules';

export type IsTest = (facts: SourceFacts, file: string, wanted: Wanted) => boolean;

/** The test files that targets select, sorted; each is one program. */
export function discoverTests(
  targets: Targets,
  project: Project,
  index: SourceIndex,
  isTest: IsTest = (facts) => facts.isTest,
): string[] {
  const tests = new Set<string>();
  const named = [...targets.files, ...targets.lines.map((target) => target.file)];
  for (const file of named) {
    const facts = factsOfUnit(file, index);
    if (facts && isCxx(file) && !facts.hasMain)
      throw new UserError(`${file} is C++ without a main(): of C++, ktest runs programs`, ExitCode.nothing);
    if (!facts || !isTest(facts, file, 'named')) throw notATest(file, index);
    tests.add(file);
  }
  const isWhole = named.length === 0 && targets.folders.length === 0;
  const folders = isWhole ? projectFolders(project) : targets.folders;
  const found = folders.flatMap((folder) => {
    const ofFolder = [...testsBelow(folder, index, isTest)];
    return ofFolder.length > 0 || kernelTreeAbove(folder)
      ? ofFolder
      : [...testsBelow(folder, index, isTest, 'modules')];
  });
  for (const file of isWhole ? narrow(found, targets.globs, index) : found) tests.add(file);
  return [...tests].sort();
}

/** Where a project's tests are looked for: folders or files. */
export function projectFolders(project: Project): string[] {
  return (project.config.tests ?? ['.']).map((name) => {
    const full = path.resolve(project.root, name);
    if (!isFolder(full) && !isFile(full)) {
      throw new UserError(`${project.configFile}: "tests": there is no ${name} in ${project.root}`);
    }
    return full;
  });
}

function* testsBelow(folder: string, index: SourceIndex, isTest: IsTest, wanted: Wanted = 'tests'): Generator<string> {
  const files = isFile(folder) ? [folder] : [...index.sourcesBelow(folder)];
  for (const file of wanted === 'modules' ? withoutIncluded(files, index) : files) {
    const facts = wanted === 'modules' ? factsOfUnit(file, index) : index.facts(file);
    if (facts && isTest(facts, file, wanted)) yield file;
  }
}

/** With globs only, files whose suites plainly match are enough; else all must be built to know. */
function narrow(files: string[], globs: string[], index: SourceIndex): string[] {
  if (globs.length === 0) return files;
  const patterns = globs.flatMap((glob) => [globToRegExp(glob), globToRegExp(glob.replace(/\.[^.]*$/, ''))]);
  const matching = files.filter((file) =>
    index.facts(file)?.suites.some((suite) => patterns.some((p) => p.test(suite))),
  );
  return matching.length > 0 ? matching : files;
}

function notATest(file: string, index: SourceIndex): UserError {
  const tests = index
    .sourcesIn(path.dirname(file))
    .filter((other) => index.facts(other)?.isTest && namesake(other) === file);
  if (index.facts(file)?.hasMain)
    return new UserError(
      `${file} has a main() and no KUnit suite: it runs with the emulated headers only`,
      ExitCode.nothing,
    );
  const hint = tests[0] ? `: its test is ${tests[0]}` : ': a test file calls kunit_test_suite(); see `ktest init`';
  return new UserError(`${file} has no KUnit suite${hint}`, ExitCode.nothing);
}
