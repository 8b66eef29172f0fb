// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { planTopology, type Topology } from '../../vm/topology.js';
import type { Arguments } from '../parse.js';

/** The topology that a command line declares. */
export function topologyOf(args: Arguments): Topology {
  return planTopology({
    cpus: args.number('cpus', { min: 1, max: 255 }),
    nodes: args.number('nodes', { min: 1, max: 64 }),
    memory: args.text('memory'),
    node: args.texts('node'),
    distance: args.texts('distance'),
    smp: args.text('smp'),
  });
}
