// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Verdict } from '../events/events.js';
import { failuresIn, type KtapCase } from '../events/ktap-reader.js';
import { type Outcome, warningsSentence } from '../run/verdict.js';
import { causeOf, describeTrouble, isDeadly, type Trouble } from '../vm/trouble.js';

/** What happened instead of a result line. */
export interface Accident {
  verdict: 'crashed' | 'timeout' | 'failed';
  sentence: string;
}

export function timedOut(seconds: number): Accident {
  return { verdict: 'timeout', sentence: `it did not end within ${seconds} s` };
}

export function printedTooMuch(kib: number): Accident {
  return { verdict: 'failed', sentence: `it printed more than ${kib} KiB and was ended` };
}

/** What a kernel printed while a case ran. */
export interface KernelRun {
  /** Undefined when the case did not come to its end. */
  result: KtapCase | undefined;
  /** What was printed, where there is no result that holds it. */
  lines: string[];
  troubles: Trouble[];
  accident?: Accident | undefined;
  durationMs: number;
  describe?(trouble: Trouble): string;
}

/** The verdict of a case by what the kernel printed. */
export function kernelOutcome(run: KernelRun): Outcome {
  const { result, lines, troubles, accident, durationMs, describe = describeTrouble } = run;
  const { failures, rest } = failuresIn(result?.lines ?? lines);
  const expectsWarnings = rest.some((line) => line.endsWith(': expects a warning'));
  const unsupported = rest.map((line) => /: unsupported: (.*)$/.exec(line)?.[1]).find((text) => text !== undefined);
  const output = rest.filter((line) => !/: (?:expects a warning$|unsupported: )/.test(line));
  const warnings = troubles.flatMap((trouble) =>
    trouble.kind === 'warning'
      ? [
          {
            file: trouble.file ?? '',
            line: trouble.line ?? 0,
            text: trouble.sentence || (trouble.at ?? ''),
            frames: [],
          },
        ]
      : [],
  );
  const [verdict, reason] = decide();
  return {
    verdict,
    ...(reason !== undefined && { reason }),
    durationMs,
    cpuMs: 0,
    rssKb: 0,
    failures,
    parameters: result?.parameters ?? [],
    findings: [],
    leaks: [],
    warnings,
    output: output.length > 0 ? `${output.join('\n')}\n` : '',
  };

  function decide(): [Verdict, string?] {
    if (unsupported !== undefined) return ['unsupported', unsupported];
    if (accident) return [accident.verdict, accident.sentence];
    if (!result) return ['crashed', 'the kernel printed no result for it'];
    if (!result.ok) return failures.length === 0 && result.directive ? ['failed', result.directive.text] : ['failed'];
    if (result.directive?.word === 'SKIP') return ['skipped', result.directive.text];
    const leak = troubles.find((trouble) => trouble.kind === 'leak');
    if (leak) return ['leaked', leak.sentence];
    const reports = troubles.filter(({ kind }) => kind !== 'warning');
    const cause = causeOf(reports);
    if (cause && isDeadly(cause)) return ['crashed', describe(cause)];
    // Who expects a warning expects whatever the kernel says by it.
    if (cause && !expectsWarnings) return ['failed', describe(cause)];
    const warned = warningsSentence(warnings.length + reports.length, expectsWarnings);
    if (warned) return ['failed', warned];
    return ['passed'];
  }
}
