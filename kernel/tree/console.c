// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Consoles that a module registers get each message from then on, with preemption disabled and
 * without the log's time. Those that only have nbcon's calls (write_atomic, write_thread) get
 * nothing. There is no console of a command line: each that registers is enabled.
 */
#include "tree.h"
#include <linux/console.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/printk.h>

static DEFINE_MUTEX(console_owner);
static bool is_console_owned;

#ifdef KTREE_HAS_console_list
HLIST_HEAD(console_list);
static DEFINE_MUTEX(console_mutex);

void console_list_lock(void)
{
	mutex_lock(&console_mutex);
}

void console_list_unlock(void)
{
	mutex_unlock(&console_mutex);
}

/* What is on the list leaves it only where nobody else runs. */
int console_srcu_read_lock(void)
{
	return 0;
}

void console_srcu_read_unlock(int cookie)
{
}

#define each_console(con) hlist_for_each_entry(con, &console_list, node)
#else
struct console *console_drivers;

#define each_console(con) for ((con) = console_drivers; (con); (con) = (con)->next)
#endif

static bool console_is_listed(const struct console *sought)
{
	struct console *con;

	each_console(con)
		if (con == sought)
			return true;
	return false;
}

static void console_list_add(struct console *con)
{
#ifdef KTREE_HAS_console_list
	hlist_add_head(&con->node, &console_list);
#else
	con->next = console_drivers;
	console_drivers = con;
#endif
}

static void console_list_del(struct console *con)
{
#ifdef KTREE_HAS_console_list
	hlist_del_init(&con->node);
#else
	struct console **at = &console_drivers;

	while (*at != con)
		at = &(*at)->next;
	*at = con->next;
	con->next = NULL;
#endif
}

static void console_write_all(const char *text, size_t len)
{
	static bool is_writing;
	struct console *con;

	if (is_writing)
		return;
	is_writing = true;
	preempt_disable();
	each_console(con)
		if (con->write && (con->flags & CON_ENABLED))
			con->write(con, text, len);
	preempt_enable();
	is_writing = false;
}

void register_console(struct console *con)
{
	if (WARN(console_is_listed(con), "console '%s%d' already registered\n", con->name, con->index))
		return;
	if (con->index < 0)
		con->index = 0;
	if (con->setup && con->setup(con, NULL))
		return;
	con->flags |= CON_ENABLED;
	con->flags &= ~CON_PRINTBUFFER;
	console_list_add(con);
	ktree_to_consoles = console_write_all;
	pr_info("console [%s%d] enabled\n", con->name, con->index);
}

int unregister_console(struct console *con)
{
	int result = 0;

	pr_info("console [%s%d] disabled\n", con->name, con->index);
	con->flags &= ~CON_ENABLED;
	if (!console_is_listed(con))
		return -ENODEV;
	console_list_del(con);
	if (con->exit)
		result = con->exit(con);
	return result;
}

void console_stop(struct console *con)
{
	con->flags &= ~CON_ENABLED;
}

void console_start(struct console *con)
{
	con->flags |= CON_ENABLED;
}

void console_lock(void)
{
	mutex_lock(&console_owner);
	is_console_owned = true;
}

int console_trylock(void)
{
	if (!mutex_trylock(&console_owner))
		return 0;
	is_console_owned = true;
	return 1;
}

void console_unlock(void)
{
	is_console_owned = false;
	mutex_unlock(&console_owner);
}

int is_console_locked(void)
{
	return is_console_owned;
}
