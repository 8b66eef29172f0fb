// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { MachineShape } from '../project/needs.js';
import { ExitCode } from '../util/exit-codes.js';
import { type OptionAdvice, UserError } from '../util/user-error.js';

/** A NUMA node of a machine: CPUs and memory, of which one may be none. */
export interface TopologyNode {
  cpus: number;
  memoryMib: number;
}

export interface Topology {
  nodes: TopologyNode[];
  /** Sockets, cores and threads of all CPUs; undefined: as QEMU has them. */
  smp: { sockets: number; cores: number; threads: number } | undefined;
  /** ACPI SLIT distances between two nodes, for both directions; others are 10 (local) and 20. */
  distances: { from: number; to: number; value: number }[];
}

/** What a user declares: totals that are split evenly, or each node. */
export interface TopologyWish {
  cpus?: number | undefined;
  nodes?: number | undefined;
  memory?: string | undefined;
  /** `cpus=4,memory=2G`, one for each node. */
  node: string[];
  /** `0-1=31`. */
  distance: string[];
  /** `sockets=2,cores=4,threads=2`. */
  smp?: string | undefined;
}

const defaults = { cpus: 4, memoryMib: 1024 };

const eachNode: OptionAdvice = { option: 'node', text: ', or each node its own with --node cpus=N,memory=SIZE' };

export function planTopology(wish: TopologyWish): Topology {
  const nodes = wish.node.length > 0 ? explicitNodes(wish) : evenNodes(wish);
  if (!nodes.some((node) => node.cpus > 0)) throw new UserError('a machine needs a node with CPUs: give one cpus=N');
  // The kernel is loaded into the first node's memory.
  if (!nodes.some((node) => node.memoryMib > 0))
    throw new UserError('a machine needs a node with memory: give one memory=SIZE');
  return {
    nodes,
    smp: parseSmp(wish.smp, totalOf(nodes).cpus) ?? socketForEachNode(nodes),
    distances: parseDistances(wish.distance, nodes),
  };
}

/**
 * A cache that two nodes share does not exist, and Linux is tainted by a warning when it finds one: CPUs of one node are
 * one socket, where all nodes with CPUs have the same number of them. QEMU's own sockets have one CPU each, which is right for the others.
 */
function socketForEachNode(nodes: TopologyNode[]): Topology['smp'] {
  const counts = nodes.map(({ cpus }) => cpus).filter((cpus) => cpus > 0);
  const [cores = 0] = counts;
  const sockets = counts.length;
  if (nodes.length === 1) return undefined;
  return counts.every((count) => count === cores)
    ? { sockets, cores, threads: 1 }
    : { sockets: totalOf(nodes).cpus, cores: 1, threads: 1 };
}

function parseDistances(words: string[], nodes: TopologyNode[]): Topology['distances'] {
  const distances = words.map((word) => parseDistance(word, nodes));
  distances.forEach(({ from, to }, i) => {
    const first = distances.findIndex(
      (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
    );
    if (first !== i)
      throw new UserError(
        `--distance ${words[i]}: --distance ${words[first]} gives the distance of these two nodes already (it is one for both directions)`,
      );
  });
  return distances;
}

/**
 * Nodes of a machine of which some, the last ones, have no CPU or no memory; the others share evenly,
 * and so many CPUs are added that they can.
 */
export function topologyOfShape(shape: MachineShape, memory: string): Topology {
  const { nodes: count, cpulessNodes, memorylessNodes } = shape;
  const withCpus = count - cpulessNodes;
  const cpus = Math.ceil(shape.cpus / withCpus);
  const withMemory = count - memorylessNodes;
  const memoryMib = Math.floor(parseSize(memory, '--memory') / withMemory);
  const nodes = Array.from({ length: count }, (_, i) => ({
    cpus: i < withCpus ? cpus : 0,
    // The first of those with CPUs has memory: a kernel starts there.
    memoryMib: i < withCpus - memorylessNodes || i >= withCpus ? memoryMib : 0,
  }));
  return { nodes, smp: socketForEachNode(nodes), distances: [] };
}

/** Linux numbers the nodes with CPUs first: what that changes, in a sentence; undefined: nothing. */
export function nodeNumbersNote({ nodes }: Topology): string | undefined {
  const order = [...nodes.keys()].sort((a, b) => Number(nodes[a]?.cpus === 0) - Number(nodes[b]?.cpus === 0) || a - b);
  const moved = order.flatMap((node, number) => (node === number ? [] : [`${node} is ${number}`]));
  if (moved.length === 0) return undefined;
  return `Linux gives nodes without CPUs the last numbers: node ${moved.join(', ')} in the guest; name the nodes with CPUs first to keep their numbers`;
}

/** What all nodes have together. */
export function totalOf(nodes: TopologyNode[]): TopologyNode {
  return nodes.reduce((sum, { cpus, memoryMib }) => ({ cpus: sum.cpus + cpus, memoryMib: sum.memoryMib + memoryMib }), {
    cpus: 0,
    memoryMib: 0,
  });
}

function evenNodes(wish: TopologyWish): TopologyNode[] {
  const count = wish.nodes ?? 1;
  const cpus = wish.cpus ?? Math.max(defaults.cpus, count);
  const memoryMib = wish.memory === undefined ? defaults.memoryMib : parseSize(wish.memory, '--memory');
  if (cpus % count !== 0)
    throw new UserError(
      `--cpus ${cpus} can not be divided evenly among ${count} nodes: give a multiple of ${count}`,
      ExitCode.usage,
      eachNode,
    );
  if (memoryMib % count !== 0)
    throw new UserError(
      `--memory ${wish.memory ?? `${memoryMib}M`} can not be divided evenly among ${count} nodes: give a multiple of ${count} MiB`,
      ExitCode.usage,
      eachNode,
    );
  return Array.from({ length: count }, () => ({ cpus: cpus / count, memoryMib: memoryMib / count }));
}

function explicitNodes(wish: TopologyWish): TopologyNode[] {
  for (const name of ['cpus', 'nodes', 'memory'] as const) {
    if (wish[name] !== undefined) throw new UserError(`--${name} and --node: give the totals or each node, not both`);
  }
  return wish.node.map((word, i) => {
    const node: TopologyNode = { cpus: 0, memoryMib: 0 };
    for (const part of word.split(',')) {
      const [key, value = ''] = part.split('=');
      if (key === 'cpus' && /^\d+$/.test(value)) node.cpus = Number(value);
      else if (key === 'memory' && value === '0') node.memoryMib = 0;
      else if (key === 'memory') node.memoryMib = parseSize(value, `--node ${word}`);
      else
        throw new UserError(
          `--node ${word}: write cpus=N,memory=SIZE, such as cpus=4,memory=2G; what is left out is 0`,
        );
    }
    if (node.cpus === 0 && node.memoryMib === 0)
      throw new UserError(`--node ${word}: node ${i} has neither CPUs nor memory: give it at least one of them`);
    return node;
  });
}

function parseSmp(text: string | undefined, cpus: number): Topology['smp'] {
  if (text === undefined) return undefined;
  const match = /^sockets=(\d+),cores=(\d+),threads=(\d+)$/.exec(text);
  if (!match) throw new UserError(`--smp ${text}: write sockets=N,cores=N,threads=N`);
  const [sockets = 0, cores = 0, threads = 0] = match.slice(1).map(Number);
  if (sockets * cores * threads !== cpus)
    throw new UserError(
      `--smp ${text}: ${sockets} × ${cores} × ${threads} is ${sockets * cores * threads}, but the machine has ${cpus} CPUs`,
    );
  return { sockets, cores, threads };
}

function parseDistance(word: string, nodes: TopologyNode[]): Topology['distances'][number] {
  const match = /^(\d+)-(\d+)=(\d+)$/.exec(word);
  if (!match) throw new UserError(`--distance ${word}: write A-B=N, such as 0-1=31`);
  const [from = 0, to = 0, value = 0] = match.slice(1).map(Number);
  const last = nodes.length - 1;
  if (from > last || to > last || from === to)
    throw new UserError(`--distance ${word}: names two different nodes from 0 to ${last}`);
  if (value <= 10 || value > 254)
    throw new UserError(`--distance ${word}: a distance to another node is from 11 to 254 (10 is the node itself)`);
  return { from, to, value };
}

/** Mebibytes of `512M`, `8G` or a plain number of MiB. */
export function parseSize(text: string, what: string): number {
  const match = /^(\d+(?:\.\d+)?)([MGT]?)(?:i?B)?$/i.exec(text);
  const unit = { '': 1, M: 1, G: 1024, T: 1024 * 1024 }[(match?.[2] ?? '').toUpperCase()] ?? 1;
  const mib = Number(match?.[1]) * unit;
  if (!match || !Number.isInteger(mib) || mib < 1)
    throw new UserError(`${what} ${text}: write a size such as 512M or 8G, of whole MiB`);
  return mib;
}

/**
 * -smp, -m and -numa of QEMU, with a memory back end for each node that has memory; `isShared` when
 * another process works in the guest's memory.
 */
export function topologyArguments(topology: Topology, isShared = false): string[] {
  const { nodes, smp, distances } = topology;
  const { cpus, memoryMib: memory } = totalOf(nodes);
  const words = ['-smp', smp ? `${cpus},sockets=${smp.sockets},cores=${smp.cores},threads=${smp.threads}` : `${cpus}`];
  words.push('-m', `${memory}M`);
  const backEnd = (i: number, size: number) =>
    isShared ? `memory-backend-memfd,id=mem${i},size=${size}M,share=on` : `memory-backend-ram,id=mem${i},size=${size}M`;
  if (nodes.length === 1) {
    if (isShared) words.push('-object', backEnd(0, memory), '-machine', 'memory-backend=mem0');
    return words;
  }
  let firstCpu = 0;
  nodes.forEach((node, i) => {
    if (node.memoryMib > 0) words.push('-object', backEnd(i, node.memoryMib));
    const parts = [`node,nodeid=${i}`];
    if (node.cpus > 0) parts.push(`cpus=${firstCpu}${node.cpus > 1 ? `-${firstCpu + node.cpus - 1}` : ''}`);
    if (node.memoryMib > 0) parts.push(`memdev=mem${i}`);
    words.push('-numa', parts.join(','));
    firstCpu += node.cpus;
  });
  // QEMU wants all distances as soon as there is one.
  if (distances.length > 0) {
    nodes.forEach((_, src) => {
      nodes.forEach((_, dst) => {
        if (src === dst) return;
        const given = distances.find((d) => (d.from === src && d.to === dst) || (d.from === dst && d.to === src));
        words.push('-numa', `dist,src=${src},dst=${dst},val=${given?.value ?? 20}`);
      });
    });
  }
  return words;
}
