// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Whether credentials have a capability says the tree's security/commoncap.c, which a kernel asks
 * first. Nothing refers to it by name but the list of security modules, of which a program has none.
 */
#include "tree.h"
#include <linux/security.h>

#ifdef CONFIG_SECURITY
int security_capable(const struct cred *cred, struct user_namespace *ns, int cap, unsigned int opts)
{
	return cap_capable(cred, ns, cap, opts);
}
#endif
