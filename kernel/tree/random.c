// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Randomness: the engine's, which repeats for a seed. */
#include "tree.h"
#include <linux/blkdev.h>
#include <linux/notifier.h>
#include <linux/random.h>

void get_random_bytes(void *buffer, size_t len)
{
	u8 *byte = buffer;

	while (len--)
		*byte++ = kt_random();
}

u8 get_random_u8(void)
{
	return kt_random();
}

u16 get_random_u16(void)
{
	return kt_random();
}

u32 get_random_u32(void)
{
	return kt_random();
}

u64 get_random_u64(void)
{
	return kt_random();
}

u32 __get_random_u32_below(u32 ceil)
{
	return ceil ? ((u64)(u32)kt_random() * ceil) >> 32 : kt_random();
}

int wait_for_random_bytes(void)
{
	return 0;
}

bool rng_is_initialized(void)
{
	return true;
}

int execute_with_initialized_rng(struct notifier_block *block)
{
	block->notifier_call(block, 0, NULL);
	return 0;
}

void add_device_randomness(const void *buffer, size_t len)
{
}

void add_input_randomness(unsigned int type, unsigned int code, unsigned int value)
{
}

void add_interrupt_randomness(int irq)
{
}

#ifdef CONFIG_BLOCK
void rand_initialize_disk(struct gendisk *disk)
{
}

void add_disk_randomness(struct gendisk *disk)
{
}
#endif
