// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { planTopology, type Topology } from '../../vm/topology.js';
import type { TopologyOptions } from './options.js';

/** The topology that a command line declares. */
export function topologyOf({ cpus, nodes, memory, node, distance, smp }: TopologyOptions): Topology {
  return planTopology({ cpus, nodes, memory, node, distance, smp });
}
