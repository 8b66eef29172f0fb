// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** What makes a machine of an image: its name, its user and what lets that one in. */
export interface GuestSetup {
  name: string;
  user: string;
  /** As of crypt(5). */
  passwordHash: string;
  publicKey: string;
}

/** The seed's file that the image made here runs at its first boot: no Python program has to be started for it. */
export const setupFile = 'ktest-setup';

/** That file's text. */
export function setupScript({ name, user, passwordHash, publicKey }: GuestSetup): string {
  return `#!/bin/sh
set -e
echo '${name}' > /etc/hostname
hostname '${name}'
printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' '${name}' > /etc/hosts
useradd -m -s /bin/bash -p '${passwordHash}' '${user}'
echo '${user} ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/90-ktest
install -d -m 700 -o '${user}' -g '${user}' '/home/${user}/.ssh'
echo '${publicKey}' > '/home/${user}/.ssh/authorized_keys'
chown '${user}:' '/home/${user}/.ssh/authorized_keys'
printf 'PasswordAuthentication no\\n' > /etc/ssh/sshd_config.d/90-ktest.conf
rm -f /etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
resize2fs /dev/vda
`;
}

/** What runs it, in the image: a hook of mmdebstrap, which gives the image's root as its argument. */
export const setupService = `cat > "$1/usr/local/sbin/ktest-first-boot" <<'END'
#!/bin/sh
set -e
udevadm settle
mount -o ro -L cidata /mnt
sh /mnt/${setupFile}
umount /mnt
touch /etc/ktest-set-up
END
chmod 755 "$1/usr/local/sbin/ktest-first-boot"
cat > "$1/etc/systemd/system/ktest-first-boot.service" <<'END'
[Unit]
Description=The name, the user and the keys of this machine
ConditionPathExists=!/etc/ktest-set-up
After=systemd-remount-fs.service systemd-udevd.service
Before=ssh.service serial-getty@ttyS0.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/ktest-first-boot
StandardError=journal+console

[Install]
WantedBy=multi-user.target
END
ln -s /etc/systemd/system/ktest-first-boot.service "$1/etc/systemd/system/multi-user.target.wants/"
printf '[Match]\\nName=e*\\n[Network]\\nDHCP=ipv4\\n' > "$1/etc/systemd/network/80-ktest.network"
ln -s /lib/systemd/system/systemd-networkd.service "$1/etc/systemd/system/multi-user.target.wants/"
echo 'nameserver 10.0.2.3' > "$1/etc/resolv.conf"
`;
