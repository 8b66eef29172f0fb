// SPDX-License-Identifier: MIT OR GPL-2.0-only
/** What cases can need of the machine that they run in. */
export interface MachineShape {
  cpus: number;
  /** All NUMA nodes; those without CPUs or without memory are among them. */
  nodes: number;
  cpulessNodes: number;
  memorylessNodes: number;
}

/** What a `ktest: needs` directive asks for. */
export interface CaseNeeds {
  /** The case's function; undefined: every case of the file. */
  function: string | undefined;
  /** As it is written. */
  text: string;
  least: MachineShape;
}

/** What every machine has. */
/** What a case gets that asks for nothing: the same in the process and in QEMU. */
export const usualMachine = { cpus: 8, nodes: 2 };

export const uniprocessor: MachineShape = { cpus: 1, nodes: 1, cpulessNodes: 0, memorylessNodes: 0 };

/** `nodes >= 2, cpuless node`; undefined when it is not understood. */
export function parseNeeds(words: string[]): MachineShape | undefined {
  const least = { ...uniprocessor };
  for (const term of words.join(' ').split(',')) {
    const match = /^\s*(?:(cpus|nodes)\s*>=\s*(\d{1,3})|(cpuless|memoryless) node)\s*$/.exec(term);
    if (!match) return undefined;
    if (match[1] === 'cpus') least.cpus = Math.max(least.cpus, Number(match[2]));
    else if (match[1] === 'nodes') least.nodes = Math.max(least.nodes, Number(match[2]));
    else if (match[3] === 'cpuless') least.cpulessNodes = 1;
    else least.memorylessNodes = 1;
  }
  return least;
}

/** Of the directives in a file's comments. */
export function needsOf(directives: { name: string; words: string[]; function?: string }[] = []): CaseNeeds[] {
  return directives.flatMap(({ name, words, function: only }) => {
    const least = name === 'needs' ? parseNeeds(words) : undefined;
    return least ? [{ function: only, text: words.join(' '), least }] : [];
  });
}

/** A machine that has at least what `shape` has and the cases need, of those that need no more than `largest`. */
export function shapeFor(
  needs: CaseNeeds[],
  shape: MachineShape,
  largest: Pick<MachineShape, 'cpus' | 'nodes'>,
): MachineShape {
  const possible = needs.filter(({ least }) => least.cpus <= largest.cpus && least.nodes <= largest.nodes);
  const most = (of: (shape: MachineShape) => number) => Math.max(of(shape), ...possible.map(({ least }) => of(least)));
  const cpulessNodes = most(({ cpulessNodes }) => cpulessNodes);
  const memorylessNodes = most(({ memorylessNodes }) => memorylessNodes);
  const nodes = Math.max(
    most(({ nodes }) => nodes),
    1 + cpulessNodes + memorylessNodes,
  );
  return {
    cpus: Math.max(
      most(({ cpus }) => cpus),
      nodes - cpulessNodes,
    ),
    nodes,
    cpulessNodes,
    memorylessNodes,
  };
}

/** Why a case can not run in a machine, or undefined. */
export function unmetNeed(needs: CaseNeeds[], name: string, shape: MachineShape): string | undefined {
  for (const { function: only, text, least } of needs) {
    if (only !== undefined && only !== name) continue;
    const lacks = (Object.keys(uniprocessor) as (keyof MachineShape)[]).some((what) => shape[what] < least[what]);
    if (lacks) return `it needs ${text}, and the machine has ${shapeWords(shape)}`;
  }
  return undefined;
}

function shapeWords({ cpus, nodes, cpulessNodes, memorylessNodes }: MachineShape): string {
  const kinds = [
    ...(cpulessNodes > 0 ? [`${cpulessNodes} without CPUs`] : []),
    ...(memorylessNodes > 0 ? [`${memorylessNodes} without memory`] : []),
  ];
  const of = kinds.length > 0 ? ` (${kinds.join(', ')})` : '';
  return `${nodes} node${nodes === 1 ? '' : 's'}${of} and ${cpus} CPU${cpus === 1 ? '' : 's'}`;
}

/** Of the emulated kernel: NR_CPUS and MAX_NUMNODES. */
export const largestEmulated = { cpus: 64, nodes: 8 };

/** Whether the user says what the machine is like; what cases need does not change it then. */
export function isShapeGiven({ cpus, nodes }: { cpus?: number; nodes?: number }): boolean {
  return cpus !== undefined || nodes !== undefined;
}
