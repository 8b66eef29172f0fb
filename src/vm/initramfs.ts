// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustCommand, tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { makeFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { missing } from './missing.js';

export interface InitramfsContent {
  /** Kernel modules, in the order to load them, as plain (not compressed) files. */
  modules: string[];
  /** Further files: where in the guest, and from where here. */
  files: { path: string; from: string }[];
  /** A shell script that is run on the console instead of the agent, and then the machine goes off. */
  script?: string;
  /** The first program, instead of the agent. */
  init?: string;
}

/**
 * The first program of the guest and its agent. Requests come on a virtio port,
 * or on the second serial port where the kernel has no driver for it, a line
 * each: ID p COMMAND; ID b BASE64 for a command of several lines; ID s BASE64
 * for one whose output is sent while it runs; ID i LENGTH BASE64, and then so
 * many bytes, which are the command's standard input; ID w LENGTH PATH, and
 * then so many bytes, writes a file.
 * Answers: ID k BASE64 (what the kernel has logged since the last answer),
 * ID o|e BASE64 (what the command printed), ID x STATUS. The log comes this
 * way because a serial console loses characters when the host is busy: the
 * kernel waits only some milliseconds for its port. The port of the agent is
 * a terminal's, which loses none.
 */
const agent = `#!/bin/busybox sh
export PATH=/bin HOME=/root
mkdir -p /proc /sys /dev /tmp /run /root
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs run /run
mount -t debugfs debug /sys/kernel/debug 2>/dev/null
dmesg -n 8
# A guest that hangs is asked by SysRq where it is, or else by an NMI.
echo 1 >/proc/sys/kernel/sysrq
echo 1 >/proc/sys/kernel/unknown_nmi_panic
for module in /modules/*; do
	[ -e "$module" ] || continue
	insmod "$module" || echo "<3>ktest: insmod $module failed" >/dev/kmsg
done
dmesg -c >/dev/null
if [ -e /script ]; then
	setsid sh -c 'sh /script </dev/ttyS0 >/dev/ttyS0 2>&1'
	poweroff -f
fi
agent=/dev/ttyS1
stty -F $agent raw -echo 2>/dev/null
# The port appears when the driver and QEMU have greeted each other.
tries=100
while [ -d /sys/class/virtio-ports ] && [ ! -e /dev/vport0p1 ] && [ $tries -gt 0 ]; do
	sleep 0.1
	tries=$((tries - 1))
done
[ -e /dev/vport0p1 ] && agent=/dev/vport0p1
# What has come to a file since the last time, in pieces: KIND FILE.
pass() {
	[ -s "$2" ] || return
	while read -r from <"$2.sent" && to=$(stat -c %s "$2") && [ "$to" -gt "$from" ]; do
		[ $((to - from)) -gt 786432 ] && to=$((from + 786432))
		printf '%s %s ' "$id" "$1"
		tail -c +$((from + 1)) "$2" | head -c $((to - from)) | base64 -w0
		echo
		echo "$to" >"$2.sent"
	done
}
follow() {
	stop=
	trap - USR1 USR2
	trap 'stop=1' TERM
	while [ -z "$stop" ]; do
		sleep 0.5 &
		wait $!
		pass o /run/out
		pass e /run/err
		rm -f /run/off
	done
	rm -f /run/follows
}
# busybox's own poweroff signals the first program. What was printed before is passed on first.
off() {
	[ -e /run/follows ] && : >/run/off
	tries=30
	while [ -e /run/off ] && [ $tries -gt 0 ]; do
		sleep 0.1
		tries=$((tries - 1))
	done
	busybox $1 -f
}
poweroff() { off poweroff; }
halt() { off poweroff; }
reboot() { off reboot; }
trap poweroff USR2
trap halt USR1
trap reboot TERM
exec <>$agent >&0
echo "ktest-agent ready"
while IFS=' ' read -r id kind rest; do
	case $kind in
	p) command=$rest ;;
	b | s) command=$(echo "$rest" | base64 -d) ;;
	i) command=$(echo "\${rest#* }" | base64 -d) ;;
	w) command= ;;
	*) continue ;;
	esac
	: >/run/out >/run/err
	echo 0 >/run/out.sent
	echo 0 >/run/err.sent
	if [ "$kind" = w ]; then
		head -c "\${rest%% *}" >"\${rest#* }" 2>>/run/err
	else
		[ "$kind" = s ] && { : >/run/follows; follow & follower=$!; }
		input=/dev/null
		[ "$kind" = i ] && input=/run/in && head -c "\${rest%% *}" >/run/in
		(eval "$command") >>/run/out 2>>/run/err <$input
	fi
	status=$?
	[ "$kind" = s ] && kill $follower && wait $follower
	dmesg -r -c >/run/log
	[ -s /run/log ] && printf '%s k ' "$id" && base64 -w0 /run/log && echo
	pass o /run/out
	pass e /run/err
	echo "$id x $status"
done
poweroff -f
`;

/** Makes an initramfs below `folder` and says where: busybox, modules, files, and an init that is our agent. */
export function makeInitramfs(folder: string, content: InitramfsContent): string {
  const busybox = findBusybox();
  const root = path.join(folder, 'root');
  makeFolder(path.join(root, 'bin'));
  mkdirSync(path.join(root, 'modules'));
  copyFileSync(busybox.file, path.join(root, 'bin', 'busybox'));
  for (const applet of busybox.applets)
    if (applet !== 'busybox') symlinkSync('busybox', path.join(root, 'bin', applet));
  writeFileSync(path.join(root, 'init'), content.init ?? agent, { mode: 0o755 });
  content.modules.forEach((module, i) => {
    copyFileSync(module, path.join(root, 'modules', `${String(i).padStart(3, '0')}-${path.basename(module)}`));
  });
  for (const file of content.files) {
    const to = path.join(root, file.path);
    makeFolder(path.dirname(to));
    copyFileSync(file.from, to);
  }
  if (content.script !== undefined) writeFileSync(path.join(root, 'script'), content.script);
  const archive = path.join(folder, 'initramfs.cpio');
  const names = mustCommand('find', [root, '-mindepth', '1', '-printf', '%P\\0']);
  const done = tryCommand(
    'cpio',
    ['--create', '--null', '--format=newc', '--owner=0:0', '--quiet', `--file=${archive}`],
    names,
    root,
  );
  if (!done) throw missing('cpio', 'apt-get install cpio');
  if (done.status !== 0)
    throw new UserError(`the initramfs could not be made: ${done.stderr.trim()}`, ExitCode.missing);
  return archive;
}

let known: { file: string; applets: string[] } | undefined;

/** A busybox that needs no library: the guest has none. */
function findBusybox(): { file: string; applets: string[] } {
  if (known) return known;
  const file = ['/bin/busybox', '/usr/bin/busybox', '/usr/lib/busybox/bin/busybox'].find((name) => existsSync(name));
  const list = file ? tryCommand(file, ['--list']) : undefined;
  const linked = file ? tryCommand('ldd', [file]) : undefined;
  if (!file || !list || list.status !== 0 || linked?.status === 0)
    throw missing('a static busybox', 'apt-get install busybox-static');
  known = { file, applets: list.stdout.trim().split('\n') };
  return known;
}
