// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists of properties that software describes: copies of them. */
#ifndef KTEST_LIB_PROPERTY_ENTRIES_C
#define KTEST_LIB_PROPERTY_ENTRIES_C

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Where its value is; NULL: it has none. */
static inline const void *property_entry_value(const struct property_entry *entry)
{
	if (!entry->length)
		return NULL;
	return entry->is_inline ? &entry->value : entry->pointer;
}

static inline void property_entry_free(const struct property_entry *entry)
{
	if (entry->type == DEV_PROP_STRING) {
		const char *const *string = (const char *const *)property_entry_value(entry);
		size_t i;

		for (i = 0; i < entry->length / sizeof(*string); i++)
			kfree(string[i]);
	}
	if (!entry->is_inline)
		kfree(entry->pointer);
	kfree(entry->name);
}

/* `to` is empty. What was copied is in it on failure, too. */
static inline int property_entry_copy(struct property_entry *to, const struct property_entry *from)
{
	const void *value = property_entry_value(from);
	char *room;

	if (!from->is_inline && !from->length)
		return -ENODATA;
	if (from->is_inline && from->type == DEV_PROP_REF)
		return -EINVAL;
	to->type = from->type;
	to->is_inline = from->length <= sizeof(to->value);
	if (!to->is_inline)
		to->pointer = kzalloc(from->length, GFP_KERNEL);
	room = to->is_inline ? (char *)&to->value : (char *)to->pointer;
	if (!room)
		return -ENOMEM;
	to->length = from->length;
	if (from->type == DEV_PROP_STRING) {
		const char *const *string = (const char *const *)value;
		size_t i;

		for (i = 0; i < from->length / sizeof(*string); i++) {
			((char **)room)[i] = kstrdup(string[i], GFP_KERNEL);
			if (string[i] && !((char **)room)[i])
				return -ENOMEM;
		}
	} else if (value) {
		memcpy(room, value, from->length);
	}
	to->name = kstrdup(from->name, GFP_KERNEL);
	return to->name ? 0 : -ENOMEM;
}

KTEST_DEF struct property_entry *property_entries_dup(const struct property_entry *properties)
{
	struct property_entry *copy;
	size_t nr = 0, i;

	if (!properties)
		return NULL;
	while (properties[nr].name)
		nr++;
	copy = (struct property_entry *)kcalloc(nr + 1, sizeof(*copy), GFP_KERNEL);
	if (!copy)
		return (struct property_entry *)ERR_PTR(-ENOMEM);
	for (i = 0; i < nr; i++) {
		int err = property_entry_copy(&copy[i], &properties[i]);

		if (!err)
			continue;
		do
			property_entry_free(&copy[i]);
		while (i--);
		kfree(copy);
		return (struct property_entry *)ERR_PTR(err);
	}
	return copy;
}

KTEST_DEF void property_entries_free(const struct property_entry *properties)
{
	const struct property_entry *entry = properties;

	if (!properties)
		return;
	for (; entry->name; entry++)
		property_entry_free(entry);
	kfree(properties);
}

#endif
