# SPDX-License-Identifier: MIT OR GPL-2.0-only
# What kbuild says of folders of a kernel tree, asked of their own Makefiles:
#   make -s -r -R -f kbuild.mk -C OBJTREE srctree=… objtree=OBJTREE dirs='lib mm'
# prints lines of words for each: folder NAME, then built, module, ccflags, subdir-ccflags,
# cflags FILE.o, parts NAME. One make reads them all: starting one for each costs more than its answer.
include $(objtree)/include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
-include $(srctree)/scripts/Makefile.compiler
export srctree objtree

# What a folder's Makefile sets is forgotten before the next is read.
ktest-vars :=
ktest-vars := $(.VARIABLES) src obj
ktest-own = $(filter-out $(ktest-vars) ktest-%,$(.VARIABLES))

define ktest-print
$(info built $(obj-y) $(lib-y))
$(info module $(obj-m) $(lib-m))
$(info ccflags $(ccflags-y) $(EXTRA_CFLAGS))
$(info subdir-ccflags $(subdir-ccflags-y))
$(foreach v,$(filter CFLAGS_%.o,$(ktest-names)),$(if $(strip $($(v))),$(info cflags $(v:CFLAGS_%=%) $($(v)))))
$(foreach v,$(filter %-objs,$(ktest-names)),$(info parts $(v:%-objs=%) $($(v))))
$(foreach v,$(filter %-y,$(ktest-names)),$(if $(filter file,$(origin $(v))),$(info parts $(v:%-y=%) $($(v)))))
endef

define ktest-ask
$(eval src := $(if $(absolute-src),$(srctree)/$(ktest-dir),$(ktest-dir)))
$(eval obj := $(ktest-dir))
$(info folder $(ktest-dir))
$(eval include $(firstword $(wildcard $(srctree)/$(ktest-dir)/Kbuild) $(srctree)/$(ktest-dir)/Makefile))
$(eval ktest-names := $(ktest-own))
$(ktest-print)
$(foreach v,$(ktest-names),$(eval undefine $(v)))
endef

$(foreach ktest-dir,$(dirs),$(if $(ktest-ask),))

ktest-answered: ;@:
.PHONY: ktest-answered
.DEFAULT_GOAL := ktest-answered
