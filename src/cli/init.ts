// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configFileIn } from '../config/load.js';
import { SourceIndex } from '../project/source-index.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { cannotWrite, isFile, isFolder, makeFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import type { common, Invocation } from './option.js';

export async function init({ operands: [given = '.'] }: Invocation<typeof common>): Promise<ExitCode> {
  const folder = path.resolve(given);
  if (isFile(folder)) throw new UserError(`${given} is a file: name the folder that it is in`);
  if (!isFolder(folder)) create(() => makeFolder(folder), folder);

  const index = new SourceIndex(path.join(cacheRoot(), 'index', `${hashName(folder)}.json`), () => false);
  const sources = index.sourcesIn(folder).filter((file) => file.endsWith('.c'));
  const tests = sources.filter((file) => index.facts(file)?.isTest);
  const code = sources.find((file) => !index.facts(file)?.isTest && !index.facts(file)?.hasMain);

  if (configFileIn(folder)) process.stdout.write(`kept     ${path.basename(configFileIn(folder) ?? '')}\n`);
  else write(folder, 'ktest.config.ts', configText);
  if (tests[0]) process.stdout.write(`kept     ${path.basename(tests[0])}: there are tests already\n`);
  else {
    const stem = code ? path.basename(code, '.c') : 'first';
    write(folder, `${stem}_test.c`, testText(folder, stem, code !== undefined));
  }
  const here = given === '.' ? '' : ` ${shellQuote(given)}`;
  process.stdout.write(`now run  ktest run${here}\n`);
  return ExitCode.ok;
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  if (existsSync(file)) {
    process.stdout.write(`kept     ${name}\n`);
    return;
  }
  create(() => writeFileSync(file, text, { flag: 'wx' }), file);
  process.stdout.write(`wrote    ${name}\n`);
}

function create(action: () => void, what: string): void {
  try {
    action();
  } catch (error) {
    throw cannotWrite(what, error);
  }
}

const configText = `// Settings of ktest for this folder; all are optional.
// https://json-schema.org of them: schema.json in ktest's folder.
export default {
  // include: ['include'],              // folders for #include, before the emulated headers
  // sources: ['../lib'],               // other folders whose .c files may be linked in
  // defines: { CONFIG_FOO: true },     // macros
  // files: { 'foo_test.c': { sources: ['foo.c', 'bar.c'] } },
  // cpus: 8, nodes: 2, timeout: 60,
};
`;

function testText(folder: string, stem: string, hasCode: boolean): string {
  const name = stem.replace(/\W/g, '_');
  const headers = readdirSync(folder).filter((file) => file === `${stem}.h`);
  const includes = headers.map((file) => `\n#include "${file}"\n`).join('');
  const about = hasCode
    ? `It is linked with ${stem}.c because of its name.`
    : 'A test named foo_test.c is linked with foo.c beside it.';
  return `// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit tests: this file also compiles in a real kernel.
 * ${about}
 */
#include <kunit/test.h>
${includes}
static void ${name}_works(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 2 + 2, 4);
}

static struct kunit_case ${name}_cases[] = {
	KUNIT_CASE(${name}_works),
	{}
};

static struct kunit_suite ${name}_suite = {
	.name = "${name}",
	.test_cases = ${name}_cases,
};
kunit_test_suite(${name}_suite);

MODULE_DESCRIPTION("KUnit tests of ${stem}");
MODULE_LICENSE("GPL");
`;
}
