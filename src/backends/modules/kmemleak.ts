// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Guest } from '../../vm/guest.js';

const file = '/sys/kernel/debug/kmemleak';
/** kmemleak says nothing of an object that is younger (Documentation/dev-tools/kmemleak.rst). */
const youngestSeconds = 5;
/** A scan of a guest's memory in software emulation takes its time. */
const scanSeconds = 120;

/** Whether the kernel has kmemleak and it is on; what it knows of the boot is forgotten then. */
export async function startKmemleak(guest: Guest, seconds: number): Promise<boolean> {
  const { status } = await guest.exec(`[ -e ${file} ] && echo clear > ${file}`, seconds);
  return status === 0;
}

/**
 * Asks for the module's leaks while it is loaded, so that its functions have names; in words, or
 * undefined when there are none. An object is reported by the second scan that finds it unchanged.
 */
export async function leaksOf(guest: Guest, module: string): Promise<string | undefined> {
  const { stdout } = await guest.exec(
    `sleep ${youngestSeconds + 1}; echo scan > ${file}; echo scan > ${file}; cat ${file}; echo clear > ${file}`,
    scanSeconds,
  );
  return describeLeaks(stdout.toString(), module);
}

/** What of a kmemleak report was allocated by a module's functions. */
export function describeLeaks(report: string, module: string): string | undefined {
  const inModule = new RegExp(`(\\w+)\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[${module}\\]`);
  let bytes = 0;
  let count = 0;
  const callers = new Set<string>();
  for (const leak of report.split(/^(?=unreferenced object )/m)) {
    const size = /^unreferenced object .*\(size (\d+)\)/.exec(leak);
    const caller = inModule.exec(leak);
    if (!size || !caller) continue;
    count++;
    bytes += Number(size[1]);
    callers.add(`${caller[1]}()`);
  }
  if (count === 0) return undefined;
  return `${bytes} bytes in ${count} object${count === 1 ? '' : 's'}, allocated by ${[...callers].join(', ')}`;
}
