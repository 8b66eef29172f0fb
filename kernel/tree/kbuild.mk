# SPDX-License-Identifier: MIT OR GPL-2.0-only
# What kbuild says of one folder of a kernel tree, asked of the folder's own Makefile:
#   make -s -r -R -f kbuild.mk -C OBJTREE srctree=… objtree=OBJTREE dir=lib
# prints lines of words: built, module, ccflags, subdir-ccflags, cflags FILE.o, parts NAME.
include $(objtree)/include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
-include $(srctree)/scripts/Makefile.compiler
export srctree objtree
src := $(if $(absolute-src),$(srctree)/$(dir),$(dir))
obj := $(dir)
include $(firstword $(wildcard $(srctree)/$(dir)/Kbuild) $(srctree)/$(dir)/Makefile)

$(info built $(obj-y) $(lib-y))
$(info module $(obj-m) $(lib-m))
$(info ccflags $(ccflags-y) $(EXTRA_CFLAGS))
$(info subdir-ccflags $(subdir-ccflags-y))
$(foreach v,$(filter CFLAGS_%.o,$(.VARIABLES)),$(if $(strip $($(v))),$(info cflags $(v:CFLAGS_%=%) $($(v)))))
$(foreach v,$(filter %-objs,$(.VARIABLES)),$(info parts $(v:%-objs=%) $($(v))))
$(foreach v,$(filter %-y,$(.VARIABLES)),$(if $(filter file,$(origin $(v))),$(info parts $(v:%-y=%) $($(v)))))

ktest-answered: ;@:
.PHONY: ktest-answered
.DEFAULT_GOAL := ktest-answered
