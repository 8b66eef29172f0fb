// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { Builder, type BuiltTest, leftOut } from '../link/builder.js';
import { undeclaredNotes } from '../link/undeclared.js';
import { Workspace } from '../link/workspace.js';
import { type HeadersPackage, headersPackage } from '../project/headers-package.js';
import { needsOf } from '../project/needs.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { isKernelSymbol } from '../toolchain/emulated-headers.js';
import { ensureRuntime, type RuntimePart, runtimeOf, runtimeStamp } from '../toolchain/runtime.js';
import { instrumentedVariant, sanitizeVariant } from '../toolchain/sanitize.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { explain } from './explain.js';
import { lacksOf, movedNotes, outputsOf, type SourceLack } from './lacks-of-test.js';
import type { BuiltPrograms } from './programs.js';
import { findProjectTests, type ProjectTests } from './project-tests.js';
import type { BuildListener, BuildRequest } from './request.js';

/** The tests that get emulated headers, and an installed kernel's where --tree names such. */
export async function findEmulated(request: BuildRequest, listener: BuildListener): Promise<ProjectTests> {
  return findProjectTests(request, headersOf(request, listener));
}

/** Programs with the emulated headers, and how far these reach. */
export interface EmulatedPrograms extends BuiltPrograms {
  /** By test that the emulated headers do not suffice for: its sources, each with what it lacks. */
  lacks: Map<string, SourceLack[]>;
  /** Only those of some tests. */
  only(tests: ReadonlySet<string>): BuiltPrograms;
}

/** Programs of a project's tests with the emulated headers. */
export async function buildEmulated(
  found: ProjectTests,
  request: BuildRequest,
  listener: BuildListener,
): Promise<EmulatedPrograms> {
  const { project, index, tests, jobs, sources, modules, programs } = found;
  const compiler = probeCompiler(project.config.cc);
  const onProgress = listener.step.bind(listener);
  const variantOf = request.isInstrumented ? instrumentedVariant : sanitizeVariant;
  const variant = variantOf(request.sanitize, compiler);
  const workspace = new Workspace(
    project,
    { compiler, runtime: runtimeOf(compiler, project.config, variant), variant },
    request.buildDir,
  );
  const ensure = (part: RuntimePart) =>
    ensureRuntime(compiler, project.config, {
      jobs,
      variant,
      parts: [part, ...(variant.isInstrumented ? (['instrument'] as const) : [])],
      onProgress: (done, total, what) => {
        listener.sayOnce("building the emulated kernel's library, once");
        onProgress(done, total, what);
      },
    });
  const locked = takeLock(workspace.folder, () => listener.show('waiting for another ktest in this project'));
  // The lock is another program's work: this is done meanwhile.
  runtimeStamp();
  const lock = await locked;
  try {
    workspace.useRuntime(await ensure('base'));
    workspace.load();
    const wholeLibrary = () => ensure('whole');
    const options = { jobs, sources, modules, programs, wholeLibrary, onProgress };
    const built = await new Builder(workspace, index, options).build(tests);
    const of = (some: BuiltTest[]): BuiltPrograms => ({
      config: project.config,
      lastRunFile: workspace.lastRunFile,
      jobs,
      tests: some,
      warnings: built.warnings,
      notes: [...leftOut(some), ...movedNotes(some, project.config)],
      advice: undeclaredNotes([...built.warnings, ...outputsOf(some)]),
      needs: (test) => needsOf(index.facts(test)?.directives),
      restorePath: (text) => workspace.paths.restore(text),
      absence: (symbol) => absentSymbol(symbol, project.realHeaders !== undefined),
      explain: () => explain({ built: { ...built, tests: some }, workspace, project }),
    });
    return {
      ...of(built.tests),
      lacks: new Map(built.tests.map((test) => [test.test, lacksOf(test)])),
      only: (wanted) => of(built.tests.filter(({ test }) => wanted.has(test))),
    };
  } finally {
    listener.clear();
    lock.release();
  }
}

/** A declaration is needed to call it: one that no kernel header has is the project's own. */
function absentSymbol(symbol: string, hasInstalledHeaders: boolean): string {
  return hasInstalledHeaders || isKernelSymbol(symbol)
    ? `kernel symbol ${symbol} is not emulated`
    : `${symbol} is declared, but no file of the project defines it, nor does the emulated kernel`;
}

/** Installed headers, which are used where the emulated kernel has none. */
function headersOf({ tree, kconfig }: BuildRequest, listener: BuildListener): HeadersPackage | undefined {
  const headers = tree === undefined ? undefined : headersPackage(tree);
  if (!headers) return undefined;
  if (kconfig.length > 0)
    throw new UserError(`--kconfig: ${tree} has headers only, which are configured already: name a kernel source tree`);
  listener.say(
    `${headers.root} has headers without sources: they are used where the emulated kernel has none, and what they declare can not be called; ` +
      `a source tree (apt-get install linux-source-${headers.version}, unpacked, --tree) adds the kernel's own code`,
  );
  return headers;
}
