// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules of one's own that call subsystems of the tree: what is booted for them, and what is said of what is left out.
import { expect, test } from 'vitest';
import { folder, linux, results } from '../e2e/rig.js';

const loads = (body: string, head = '') => `#include <linux/module.h>
${head}
int init_module(void)
{
${body}
}
void cleanup_module(void)
{
	pr_info("unloaded\\n");
}
MODULE_LICENSE("GPL");
`;

test('the network is booted, reset controllers are left out', async () => {
  const cwd = folder({
    'resets.c': loads('\treturn device_reset(NULL);', '#include <linux/reset.h>'),
    'link.c': `#include <linux/etherdevice.h>
#include <linux/module.h>
static struct net_device *dev;
static netdev_tx_t drop(struct sk_buff *skb, struct net_device *unused)
{
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}
static const struct net_device_ops ops = { .ndo_start_xmit = drop };
static int __init link_init(void)
{
	int err;

	dev = alloc_etherdev(0);
	if (!dev)
		return -ENOMEM;
	dev->netdev_ops = &ops;
	err = register_netdev(dev);
	if (err)
		free_netdev(dev);
	else
		pr_info("there is %s\\n", dev->name);
	return err;
}
static void __exit link_exit(void)
{
	unregister_netdev(dev);
	free_netdev(dev);
}
module_init(link_init);
module_exit(link_exit);
MODULE_LICENSE("GPL");
`,
  });
  const { all } = await results(['--tree', linux, './resets.c', './link.c'], { cwd });
  const of = (suite: string, name: string) => all.find((result) => result.suite === suite && result.case === name);
  expect(of('resets', 'init')).toMatchObject({ verdict: 'failed' });
  expect(JSON.stringify(of('resets', 'init')?.failures)).toContain('this configuration of the tree leaves out');
  expect(of('link', 'init')).toMatchObject({ verdict: 'passed', output: expect.stringContaining('there is eth0') });
  expect(of('link', 'exit')).toMatchObject({ verdict: 'passed' });
});
