// SPDX-License-Identifier: MIT OR GPL-2.0-only

export type TroubleKind =
  | 'panic'
  | 'oops'
  | 'warning'
  | 'lockdep'
  | 'rcu'
  | 'hang'
  | 'memory'
  | 'sanitizer'
  | 'corruption'
  | 'context'
  | 'bug'
  | 'leak';

/** What a kernel says of itself when something is wrong with it. */
export interface Trouble {
  kind: TroubleKind;
  /** In the kernel's words, with what the lines that follow add. */
  sentence: string;
  /** Where, as the kernel prints it: foo+0x12/0x30 [module]. */
  at?: string;
  /** The function of a module that called it, where it is the kernel's own. */
  caller?: string;
  /** The source line, of a warning. */
  file?: string;
  line?: number;
}

/** A line that begins a report. `$<words>` of the pattern are the sentence; $<at>, $<file> and $<line> its place. */
interface Head {
  kind: TroubleKind;
  pattern: RegExp;
  /** What the sentence begins with, where the words alone do not tell who speaks. */
  who?: string;
}

/** A function as %pS prints it. */
const place = String.raw`[\w.$]+\+0x[0-9a-f]+\/0x[0-9a-f]+(?: \[\w+\])?`;

/**
 * Every way in which a kernel reports trouble, by the first line of the report. The first pattern that matches
 * decides. Texts are those of 6.1 to 6.12, and of newer kernels where they differ.
 */
const heads: Head[] = [
  { kind: 'panic', pattern: /^Kernel panic - not syncing: (?<words>.*)/ },
  // Each is followed by "Oops: …", which adds nothing.
  {
    kind: 'oops',
    pattern: /^(?<words>BUG: (?:unable to handle|kernel NULL pointer dereference|.*stack guard page).*)/,
  },
  { kind: 'oops', pattern: /^(?<words>kernel BUG at .*)/ },
  { kind: 'oops', pattern: /^(?:Oops: )?(?<words>general protection fault.*?)(?:: [0-9a-f]{4} \[#\d+\].*)?$/ },
  { kind: 'oops', pattern: /^(?:Oops: )?(?<words>.*?): [0-9a-f]{4} \[#\d+\]/ },
  {
    kind: 'warning',
    pattern: new RegExp(
      String.raw`^WARNING: CPU: \d+ PID: \d+ at (?:(?<file>\S+):(?<line>\d+) )?(?<at>${place}|\S+)(?<words>)`,
    ),
  },
  // Linux 6.19 prints the condition and puts the CPU behind the place.
  { kind: 'warning', pattern: /^WARNING: (?<words>.*?) ?at (?<file>\S+):(?<line>\d+), CPU#\d+: / },
  {
    kind: 'lockdep',
    who: 'lockdep',
    pattern:
      /^WARNING: (?<words>possible .* detected|inconsistent lock state|\S+-safe -> \S+-unsafe lock order detected|Nested lock was not taken|bad (?:unlock balance|contention) detected!?|held lock freed!?|lock held when returning to user space!?|.* still has locks held!?|chain_key collision)$/,
  },
  { kind: 'lockdep', who: 'lockdep', pattern: /^\[ BUG: (?<words>.*) \]$/ },
  {
    kind: 'lockdep',
    who: 'lockdep',
    pattern:
      /^(?:INFO: (?<words>trying to register non-static key)|BUG: (?<words2>key .* has not been registered|MAX_\w+ too low))/,
  },
  { kind: 'rcu', who: 'RCU', pattern: /^WARNING: (?<words>suspicious RCU usage)/ },
  { kind: 'hang', who: 'RCU', pattern: /^(?:rcu: )?INFO: (?<words>\S+ (?:self-)?detected (?:expedited )?stalls?.*)/ },
  { kind: 'hang', pattern: /^(?:watchdog: )?BUG: (?<words>(?:soft lockup|workqueue lockup).*)/ },
  { kind: 'hang', pattern: /^(?:NMI )?watchdog: (?:Watchdog )?(?:detected )?(?<words>hard LOCKUP.*)/ },
  { kind: 'hang', who: 'hung task', pattern: /^INFO: (?<words>task .* blocked for more than \d+ seconds)/ },
  {
    kind: 'sanitizer',
    pattern: new RegExp(`^BUG: (?<words>(?:KASAN|KMSAN|KFENCE|KCSAN): .*?(?: in (?<at>${place}))?)$`),
  },
  { kind: 'sanitizer', pattern: /^(?<words>UBSAN: .*?)(?: in (?<file>\S+?):(?<line>\d+)(?::\d+)?)?$/ },
  { kind: 'memory', who: 'SLUB', pattern: /^BUG (?<words>\S+ \(.*\): .*)/ },
  { kind: 'memory', pattern: /^BUG: (?<words>Bad (?:page|rss-counter|swap).*|non-zero pgtables_bytes.*)/ },
  { kind: 'memory', pattern: /^(?<words>pagealloc: (?:memory corruption|single bit error).*)/ },
  { kind: 'corruption', pattern: /^(?<words>list_(?:add|del)(?: double add| corruption).*)/ },
  { kind: 'corruption', pattern: /^(?:usercopy: )?(?<words>Kernel memory (?:exposure|overwrite) attempt detected.*)/ },
  {
    kind: 'context',
    pattern:
      /^BUG: (?<words>scheduling while atomic.*|scheduling in a non-blocking section.*|sleeping function called from invalid context.*|assuming atomic context.*|using .* in preemptible.*|workqueue leaked .*)/,
  },
  { kind: 'bug', pattern: /^BUG: (?<words>.*)/ },
  { kind: 'leak', who: 'kmemleak', pattern: /^kmemleak: (?<words>\d+ new suspected memory leaks)/ },
];

/** Which trouble a line begins to report; most report none. */
export function troubleIn(text: string): Trouble | undefined {
  for (const { kind, pattern, who } of heads) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const words = (groups['words'] ?? groups['words2'] ?? '').trim();
    return {
      kind,
      sentence: who === undefined ? words : `${who}: ${words}`,
      ...(groups['at'] !== undefined && { at: groups['at'] }),
      ...(groups['file'] !== undefined && { file: groups['file'], line: Number(groups['line']) }),
    };
  }
  return undefined;
}

const cutHere = /^-+\[ cut here \]-+$/;
/** So many lines behind the first may add to a report; behind them it is told. */
const longestHead = 80;
/** A message of a WARN() has fewer lines. */
const longestMessage = 8;

/**
 * Reads a kernel's lines one by one and finds its reports. A report is handed out at its first line, and is
 * completed by the lines that follow: where a CPU was stuck, which locks, what a WARN() had to say.
 */
export class TroubleReader {
  private last: Trouble | undefined;
  private age = 0;
  /** The lines behind "cut here": the message of a warning that is about to come. */
  private message: string[] | undefined;

  line(text: string): Trouble | undefined {
    if (cutHere.test(text)) {
      this.message = [];
      return undefined;
    }
    const trouble = troubleIn(text);
    if (this.message && trouble?.kind !== 'warning' && trouble?.kind !== 'oops') {
      this.message.push(text);
      // Not a message after all.
      if (this.message.length <= longestMessage && trouble?.kind !== 'panic') return undefined;
      this.message = undefined;
    }
    if (!trouble) {
      this.complete(text);
      return undefined;
    }
    const said = this.message?.join(' ').trim() ?? '';
    this.message = undefined;
    // "Oops: 0002 [#1]" and "invalid opcode: 0000 [#1]" go on with what the line before them began.
    if (trouble.kind === 'oops' && this.last?.kind === 'oops' && /\[#\d+\]/.test(text) && ++this.age <= 4)
      return undefined;
    if (trouble.kind === 'warning' && trouble.sentence === '') trouble.sentence = said;
    this.last = trouble;
    this.age = 0;
    return trouble;
  }

  /** What a line adds to the report before it. */
  private complete(text: string): void {
    const trouble = this.last;
    if (!trouble || ++this.age > longestHead) return;
    const ip = new RegExp(`^RIP: 0010:(${place})`).exec(text)?.[1];
    if (ip) trouble.at ??= ip;
    const called = new RegExp(`^ (${place})$`).exec(text)?.[1];
    if (called?.endsWith(']')) this.completeCaller(trouble, called);
    if (trouble.kind === 'warning') {
      const isMessage = trouble.sentence === '' && this.age === 1 && !/^(?:Modules linked in|CPU: |RIP: )/.test(text);
      if (isMessage) trouble.sentence = text.trim();
    } else if (trouble.kind === 'lockdep') this.completeLock(trouble, text);
    else if (trouble.kind === 'rcu' && this.age <= 3) {
      const match = /^(\S+):(\d+) (.*)/.exec(text);
      if (match && trouble.file === undefined)
        Object.assign(trouble, {
          file: match[1],
          line: Number(match[2]),
          sentence: `${trouble.sentence}: ${match[3]}`,
        });
    } else if (trouble.sentence.startsWith('UBSAN') && this.age === 1) trouble.sentence += `: ${text.trim()}`;
    else if (trouble.sentence.startsWith('KASAN') && this.age === 1)
      trouble.sentence += `: ${text.trim().replace(/ at addr .*/, '')}`;
  }

  private completeCaller(trouble: Trouble, called: string): void {
    if (trouble.at === undefined) trouble.at = called;
    else if (!trouble.at.endsWith(']')) trouble.caller ??= called;
  }

  /** "(name){+.+.}-{4:4}, at: function": the lock that is taken, and then the one that is held. */
  private completeLock(trouble: Trouble, text: string): void {
    const match = new RegExp(String.raw`\((\S+)\)\{\S+\}-\{[^}]*\}, at: (${place})`).exec(text);
    if (!match) return;
    const [, lock = '', at = ''] = match;
    if (trouble.at === undefined) {
      trouble.at = at;
      trouble.sentence += `: ${lock}`;
    } else if (!trouble.sentence.includes(' while ')) trouble.sentence += `, taken while ${lock} is held`;
  }
}

/** Panics that only say that something before them went wrong, and the kinds of what that was. */
const consequences: { pattern: RegExp; of: TroubleKind[] | undefined }[] = [
  { pattern: /^Fatal exception|^Oopsed too often|^Oops failed|^Aiee, killing|^Attempted to kill/, of: ['oops'] },
  { pattern: /panic_on_warn set|^system warned too often|kasan\.fault=|panic_on_taint/, of: undefined },
  { pattern: /^hung_task|^softlockup|^RCU Stall|hard LOCKUP/i, of: ['hang'] },
];

/**
 * What went wrong first, of all that a kernel reported: a panic is often only the consequence of a warning or
 * an oops, and an oops that of a corrupted list.
 */
export function causeOf<T extends Trouble>(troubles: T[]): T | undefined {
  const panic = troubles.find(({ kind }) => kind === 'panic');
  const before = panic ? troubles.slice(0, troubles.indexOf(panic)) : troubles;
  const consequence = panic && consequences.find(({ pattern }) => pattern.test(panic.sentence));
  if (panic && !consequence) return panic;
  const of = consequence?.of ?? (consequence ? undefined : (['oops'] as TroubleKind[]));
  const isWanted = ({ kind }: T) => of === undefined || of.includes(kind);
  const found = consequence && of === undefined ? before.findLast(isWanted) : before.find(isWanted);
  return found ? (damageBefore(before, found) ?? found) : (panic ?? troubles[0]);
}

/** Memory that was found damaged before an oops is most likely why it came. */
function damageBefore<T extends Trouble>(troubles: T[], oops: T): T | undefined {
  if (oops.kind !== 'oops') return undefined;
  return troubles
    .slice(0, troubles.indexOf(oops))
    .find(({ kind }) => kind === 'corruption' || kind === 'memory' || kind === 'sanitizer');
}

/** Whether the kernel, or a task of it, died of it. */
export function isDeadly({ kind }: Trouble): boolean {
  return kind === 'panic' || kind === 'oops';
}

/**
 * Whether the kernel is not to be trusted any longer: it found its memory damaged, or it looks no further
 * (lockdep and KASAN report once in a boot).
 */
export function spoilsKernel({ kind }: Trouble): boolean {
  return !['warning', 'leak', 'context'].includes(kind);
}

/** A report in one sentence, after what ktest names it: "kernel panic: on purpose". */
export function describeTrouble({ kind, sentence, at, caller, file, line }: Trouble): string {
  const place = file === undefined ? (at === undefined ? '' : ` in ${at}`) : ` at ${file}:${line}`;
  const from = caller === undefined ? '' : `, called from ${caller}`;
  // Some sentences name their place.
  const where = at !== undefined && sentence.includes(at) ? from : `${place}${from}`;
  const whole = `${sentence}${where}`;
  switch (kind) {
    case 'panic':
      return `kernel panic: ${sentence}`;
    case 'oops':
      return `the kernel oopsed: ${whole}`;
    case 'warning':
      return sentence === '' ? `the kernel warned${where}` : `the kernel warned: ${whole}`;
    case 'leak':
      return `the kernel reported ${whole}`;
    default:
      return `the kernel reported: ${whole}`;
  }
}
