// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Runs a command line in a shell; seconds it took. It must succeed (exit status in `allowed`). */
export function seconds(command, options = {}) {
  const begin = performance.now();
  const done = spawnSync('bash', ['-c', command], { encoding: 'utf8', maxBuffer: 1 << 30, ...options });
  const took = (performance.now() - begin) / 1000;
  if (done.status !== 0)
    throw new Error(
      `${command}\nleft with status ${done.status}\n${done.stdout.slice(-2000)}${done.stderr.slice(-2000)}`,
    );
  return took;
}

/** Peers in turn, A B A B …, so that a machine that changes its speed is fair to both; medians. */
export function sideBySide(peers, runs) {
  const taken = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let i = 0; i < runs + 1; i++) {
    for (const [name, run] of Object.entries(peers)) {
      const result = run();
      if (i > 0) taken[name].push(result);
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Largest resident memory of one process of a command, in MiB. */
export function peakMebibytes(command, options = {}) {
  const done = spawnSync('/usr/bin/time', ['-f', 'peak %M', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    ...options,
  });
  const peak = /peak (\d+)/.exec(done.stderr)?.[1];
  if (!peak) throw new Error(`no figure from /usr/bin/time: ${done.stderr.slice(-500)}`);
  return Number(peak) / 1024;
}
