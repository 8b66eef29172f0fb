/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Devices as far as managed resources, names and messages go.
 * Synchronization table: devres calls may run concurrently; a device is registered by one caller.
 * Fidelity: simplified: no buses, drivers, classes, power management or sysfs
 */
#ifndef KTEST_LINUX_DEVICE_H
#define KTEST_LINUX_DEVICE_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/dev_printk.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/numa.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#ifndef __cplusplus
struct class;
#endif
struct bus_type;
struct device;
struct fwnode_handle;
/* Bound by kunit_device_register_with_driver() only: there is no bus that matches. */
struct device_driver {
	const char *name;
	const struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
};

/* What its DMA asks of lists of memory; 0: nothing special. */
struct device_dma_parameters {
	unsigned int max_segment_size;
	unsigned int min_align_mask;
	unsigned long segment_boundary_mask;
};

struct device {
	struct device *parent;
	const char *init_name;
	char *ktest_name;
	struct kref ktest_refs;
	struct device_driver *driver;
	void *platform_data;
	void *driver_data;
	struct fwnode_handle *fwnode;	/* see linux/property.h */
	__kernel_dev_t devt;
	u32 id;
	int numa_node;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	u64 bus_dma_limit;
	struct device_dma_parameters *dma_parms;
	struct mutex mutex;
	spinlock_t devres_lock;
	struct list_head devres_head;
	void (*release)(struct device *dev);
	bool ktest_registered;
};

static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name ? dev->init_name : dev->ktest_name; /* NULL before it has one */
}
static inline void *dev_get_drvdata(const struct device *dev) { return dev->driver_data; }
static inline void dev_set_drvdata(struct device *dev, void *data) { dev->driver_data = data; }
static inline void *dev_get_platdata(const struct device *dev) { return dev->platform_data; }
static inline int dev_to_node(struct device *dev) { return dev->numa_node; }
static inline void set_dev_node(struct device *dev, int node) { dev->numa_node = node; }
static inline int device_is_registered(struct device *dev) { return dev->ktest_registered; }
static inline void device_lock(struct device *dev) { mutex_lock(&dev->mutex); }
static inline int device_trylock(struct device *dev) { return mutex_trylock(&dev->mutex); }
static inline void device_unlock(struct device *dev) { mutex_unlock(&dev->mutex); }
DEFINE_GUARD(device, struct device *, device_lock(_T), device_unlock(_T))

__printf(2, 3) int dev_set_name(struct device *dev, const char *name, ...);
void device_initialize(struct device *dev);
int __must_check device_add(struct device *dev);
void device_del(struct device *dev);
/* A device's primary node, behind which the secondary one stays; NULL takes it away. */
KTEST_FN void set_primary_fwnode(struct device *dev, struct fwnode_handle *fwnode);
KTEST_FN void set_secondary_fwnode(struct device *dev, struct fwnode_handle *fwnode);
static inline void device_set_node(struct device *dev, struct fwnode_handle *fwnode) { dev->fwnode = fwnode; }
/* Called when a device was added, and before it goes. */
extern void (*ktest_device_fwnode)(struct device *dev, bool is_added);
/* Called once a device's driver, or the device, is gone. */
extern void (*ktest_device_gone)(struct device *dev);
int __must_check device_register(struct device *dev);
void device_unregister(struct device *dev);
struct device *get_device(struct device *dev);
void put_device(struct device *dev);
struct device *root_device_register(const char *name);
void root_device_unregister(struct device *dev);
DEFINE_FREE(put_device, struct device *, if (_T) put_device(_T))

typedef void (*dr_release_t)(struct device *dev, void *res);
typedef int (*dr_match_t)(struct device *dev, void *res, void *match_data);
void *devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid) __malloc;
#define devres_alloc(release, size, gfp) devres_alloc_node(release, size, gfp, NUMA_NO_NODE)
void devres_free(void *res);
void devres_add(struct device *dev, void *res);
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data);
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
		    void *match_data);
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
int devres_release_all(struct device *dev);

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp) __alloc_size(2);
void *__must_check devm_krealloc(struct device *dev, void *ptr, size_t size, gfp_t gfp)
	__realloc_size(3);
void devm_kfree(struct device *dev, const void *p);
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp) __malloc;
void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp) __alloc_size(3);
__printf(3, 0) char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list ap);
__printf(3, 4) char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...);
static inline void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	return devm_kmalloc(dev, size, gfp | __GFP_ZERO);
}
static inline void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : devm_kmalloc(dev, bytes, flags);
}
static inline void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t flags)
{
	return devm_kmalloc_array(dev, n, size, flags | __GFP_ZERO);
}

int devm_add_action(struct device *dev, void (*action)(void *), void *data);
int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data);
void devm_remove_action(struct device *dev, void (*action)(void *), void *data);
void devm_release_action(struct device *dev, void (*action)(void *), void *data);

#include <ktest/close.h>
#endif
