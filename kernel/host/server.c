// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The start server: one thread, one poll loop, one case at a time
 * (docs/protocol.md).
 *
 *   idle ──`start` is sent, fork──▶ running ──its process ends──▶ children ended, pipes drained ──▶ idle
 *                     │ time or output is used up
 *                     └──▶ stopping (SIGQUIT, then SIGKILL) ──its process ends──▶ …
 *
 * A slow tool stops us from reading the case's pipes, never from noticing
 * that the tool is gone.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../core/engine.h"
#include "internal.h"

#define SERVER_PENDING_MAX (1u << 20)	/* unsent bytes above which we read no more */
#define SERVER_GRACE_NS 500000000u	/* from SIGQUIT to SIGKILL */
#define SERVER_EVENTS_MAX (256u << 20)	/* what a case may tell: against a flood, not a limit of use */
#define SERVER_READ 65536

struct server_job {
	uint64_t id, timeout_ms, seed;
	unsigned int suite, test;
};

struct server_case {
	struct server_job job;
	pid_t pid;			/* 0: none runs */
	int out_fd, event_fd;		/* -1: closed */
	uint64_t started, deadline, kill_at, output, told;
	const char *reason;		/* NULL: not stopped by us */
	struct kth_text events, partial;	/* not yet whole */
	uint64_t noise;
};

static struct server_state {
	int fd, signal_fd;
	struct kth_limits limits;
	uint64_t seed;
	int quits;
	int announced;	/* run.job is about to start */
	struct kth_text in, out;
	struct server_job *queue;
	size_t queued, queue_cap, queue_at;
	struct server_case run;
	const struct kth_options *options;
	const struct kt_suite *suites;
	unsigned int nr_suites;
} server;

/* ---- towards the tool ------------------------------------------------------------------ */

static KT_NORETURN void server_leave(int code)
{
	if (server.run.pid)
		kill(-server.run.pid, SIGKILL);
	if (server.run.pid)
		kill(server.run.pid, SIGKILL);
	kth_end_children();
	_exit(code);
}

static void server_flush(void)
{
	size_t sent = 0;

	while (sent < server.out.len) {
		ssize_t n = send(server.fd, server.out.data + sent, server.out.len - sent,
				 MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		if (n <= 0)
			server_leave(0);
		sent += (size_t)n;
	}
	kth_text_drop(&server.out, sent);
}

/* ---- what the case writes ------------------------------------------------------------------ */

static void server_stop_case(const char *reason, int gently)
{
	struct server_case *run = &server.run;

	if (!run->reason)
		run->reason = reason;
	if (gently) {
		syscall(SYS_tgkill, run->pid, run->pid, SIGQUIT);
		run->kill_at = kth_monotonic_ns() + SERVER_GRACE_NS;
	} else {
		kill(-run->pid, SIGKILL);
		kill(run->pid, SIGKILL);
		run->kill_at = UINT64_MAX;
	}
}

/* Reads once; returns whether there may be more. */
static int server_read_pipe(int *fd, struct kth_text *into, uint64_t *total, uint64_t limit)
{
	char data[SERVER_READ];
	ssize_t n = *fd < 0 ? 0 : read(*fd, data, sizeof(data));

	if (n < 0 && errno == EINTR)
		return 1;
	if (n < 0 && errno == EAGAIN)
		return 0;
	if (n <= 0) {
		if (*fd >= 0)
			close(*fd);
		*fd = -1;
		return 0;
	}
	*total += (uint64_t)n;
	if (!limit || *total <= limit)
		kth_text_add(into, data, (size_t)n);
	else if (!server.run.reason)
		server_stop_case("output", 0);
	return 1;
}

static int server_read_output(void)
{
	int more = server_read_pipe(&server.run.out_fd, &server.run.partial, &server.run.output,
				   server.limits.output);

	kth_relay_output(&server.out, server.run.job.id, &server.run.partial, 0);
	return more;
}

static int server_read_events(void)
{
	int more = server_read_pipe(&server.run.event_fd, &server.run.events, &server.run.told,
				   SERVER_EVENTS_MAX);

	server.run.noise +=
		kth_relay_events(&server.out, server.run.job.id, &server.run.events, 0);
	return more;
}

/* ---- a case's life --------------------------------------------------------------------------- */

static KT_NORETURN void server_be_case(int out_fd, int event_fd, pid_t parent)
{
	const struct kt_suite *s = &server.suites[server.run.job.suite];
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	close(server.fd);
	close(server.signal_fd);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	kth_case_become(&server.limits, out_fd, event_fd);
	kth_explore(server.options, s, &s->cases[server.run.job.test], server.run.job.seed,
		    server.run.job.timeout_ms * 1000000u);
	kt_run_case(s, &s->cases[server.run.job.test], server.run.job.seed);
	kth_exit(0);
}

static int server_make_pipe(int fds[2])
{
	if (pipe2(fds, O_CLOEXEC) < 0)
		return -1;
	return fcntl(fds[0], F_SETFL, O_NONBLOCK);
}

static void server_end_message(int status, const struct rusage *usage, unsigned int leftover)
{
	const struct kth_verdict *v = kth_verdict;
	struct server_case *run = &server.run;
	const char *file = kth_image_string(v->last_file);
	struct kth_text *t = &server.out;
	int signaled = WIFSIGNALED(status);

	kth_message_begin(t, "end", run->job.id);
	kth_json_member(t, "reason", run->reason ? run->reason : signaled ? "signal" : "exit");
	kth_json_number(t, signaled ? "signal" : "exit",
			signaled ? WTERMSIG(status) : WEXITSTATUS(status));
	kth_json_number(t, "wall_ns", (int64_t)(kth_monotonic_ns() - run->started));
	kth_json_number(t, "cpu_ns",
			(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000000ll +
				(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000ll);
	kth_json_number(t, "rss_kb", usage->ru_maxrss);
	kth_json_number(t, "leftover", leftover);
	kth_json_bool(t, "finished", v->finished == 1);
	kth_json_number(t, "failures", v->failures);
	kth_json_number(t, "warnings", v->warnings);
	kth_json_bool(t, "expects_warnings", !!v->expects_warnings);
	kth_json_bool(t, "skipped", !!v->skipped);
	kth_json_number(t, "leaks", v->leaks);
	if (file) {
		kth_text_str(t, ",\"last\":{");
		kth_json_member(t, "file", file);
		kth_json_number(t, "line", v->last_line);
		kth_text_str(t, "}");
	}
	kth_message_end(t);
}

static void server_announce_case(void)
{
	server.run.job = server.queue[server.queue_at++];
	server.announced = 1;
	kth_message_begin(&server.out, "start", server.run.job.id);
	kth_message_end(&server.out);
}

static void server_start_case(void)
{
	struct server_case *run = &server.run;
	int out[2], events[2];
	pid_t self = getpid();

	server.announced = 0;
	if (server_make_pipe(out) < 0 || server_make_pipe(events) < 0)
		server_leave(1);
	memset(kth_verdict, 0, sizeof(*kth_verdict));
	run->reason = NULL;
	run->noise = run->output = run->told = 0;
	run->out_fd = out[0];
	run->event_fd = events[0];
	run->started = kth_monotonic_ns();
	run->deadline = run->job.timeout_ms ? run->started + run->job.timeout_ms * 1000000u
					    : UINT64_MAX;
	run->kill_at = UINT64_MAX;
	run->pid = fork();
	if (run->pid < 0)
		server_leave(1);
	if (run->pid == 0) {
		close(out[0]);
		close(events[0]);
		server_be_case(out[1], events[1], self);
	}
	close(out[1]);
	close(events[1]);
}

/* The case's process may have ended: then all of it ends, and `end` is sent. */
static void server_reap(void)
{
	struct server_case *run = &server.run;
	struct rusage usage;
	unsigned int leftover;
	siginfo_t info;
	int status;
	pid_t pid;

	info.si_pid = 0;
	if (!run->pid || waitid(P_PID, (id_t)run->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	    info.si_pid != run->pid) {
		/* Orphans of the case that ended by themselves; not the case. */
		while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid &&
		       info.si_pid != run->pid && waitpid(info.si_pid, NULL, WNOHANG) > 0)
			info.si_pid = 0;
		return;
	}
	/* Not reaped yet, so its process group's number is still its own. */
	kill(-run->pid, SIGKILL);
	do
		pid = wait4(run->pid, &status, 0, &usage);
	while (pid < 0 && errno == EINTR);
	leftover = kth_end_children();
	while (server_read_output())
		;
	while (server_read_events())
		;
	kth_relay_output(&server.out, run->job.id, &run->partial, 1);
	run->noise += kth_relay_events(&server.out, run->job.id, &run->events, 1);
	if (run->noise) {
		kth_message_begin(&server.out, "noise", run->job.id);
		kth_json_number(&server.out, "bytes", (int64_t)run->noise);
		kth_message_end(&server.out);
	}
	server_end_message(status, &usage, leftover);
	if (run->out_fd >= 0)
		close(run->out_fd);
	if (run->event_fd >= 0)
		close(run->event_fd);
	run->out_fd = run->event_fd = -1;
	run->events.len = run->partial.len = 0;
	run->pid = 0;
}

static void server_check_time(void)
{
	uint64_t now = kth_monotonic_ns();

	if (!server.run.pid)
		return;
	if (now >= server.run.kill_at) {
		server_stop_case("timeout", 0);
	} else if (now >= server.run.deadline) {
		server.run.deadline = UINT64_MAX;
		if (!server.run.reason)
			server_stop_case("timeout", 1);
	}
}

/* ---- from the tool -------------------------------------------------------------------------------- */

static void server_queue(const struct server_job *job)
{
	if (job->suite >= server.nr_suites ||
	    job->test >= server.suites[job->suite].nr_cases)
		server_leave(2);
	if (server.queue_at == server.queued)
		server.queue_at = server.queued = 0;
	if (server.queued == server.queue_cap) {
		server.queue_cap = server.queue_cap * 2 + 64;
		server.queue = realloc(server.queue, server.queue_cap * sizeof(*server.queue));
		if (!server.queue)
			server_leave(1);
	}
	server.queue[server.queued++] = *job;
}

static void server_command(char *line)
{
	char *save = NULL, *word = strtok_r(line, " ", &save);
	uint64_t n[4] = { 0 };

	for (int i = 0; i < 4; i++) {
		const char *number = strtok_r(NULL, " ", &save);

		n[i] = number ? strtoull(number, NULL, 10) : 0;
	}
	if (!word)
		return;
	if (!strcmp(word, "limits"))
		server.limits = (struct kth_limits){ n[0], n[1], n[2] };
	else if (!strcmp(word, "seed"))
		server.seed = n[0];
	else if (!strcmp(word, "run"))
		server_queue(&(struct server_job){ .id = n[0],
						   .timeout_ms = n[3],
						   .seed = server.seed,
						   .suite = (unsigned int)n[1],
						   .test = (unsigned int)n[2] });
	else if (!strcmp(word, "quit"))
		server.quits = 1;
}

static void server_receive(void)
{
	struct kth_text *in = &server.in;
	char data[SERVER_READ], *newline;
	ssize_t n = read(STDIN_FILENO, data, sizeof(data));
	size_t at = 0;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0)
		server_leave(0);
	kth_text_add(in, data, (size_t)n);
	while ((newline = memchr(in->data + at, '\n', in->len - at))) {
		char *line = in->data + at;

		at = (size_t)(newline - in->data) + 1;
		*newline = 0;
		server_command(line);
	}
	kth_text_drop(in, at);
}

/* ---- the loop ---------------------------------------------------------------------------------------- */

static int server_poll_ms(void)
{
	uint64_t next = server.run.deadline, now = kth_monotonic_ns();

	if (server.run.kill_at < next)
		next = server.run.kill_at;
	if (!server.run.pid || next == UINT64_MAX)
		return -1;
	if (next <= now)
		return 0;
	next = (next - now) / 1000000 + 1;
	return next > 60000 ? 60000 : (int)next;
}

static void server_turn(void)
{
	int reads = server.run.pid && server.out.len < SERVER_PENDING_MAX;
	struct pollfd fds[5] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = server.signal_fd, .events = POLLIN },
		{ .fd = reads ? server.run.out_fd : -1, .events = POLLIN },
		{ .fd = reads ? server.run.event_fd : -1, .events = POLLIN },
		{ .fd = server.fd, .events = server.out.len ? POLLOUT : 0 },
	};
	struct signalfd_siginfo drained[8];

	if (poll(fds, 5, server_poll_ms()) < 0 && errno != EINTR)
		server_leave(1);
	if (fds[0].revents)
		server_receive();
	if (fds[4].revents & ~POLLOUT)
		server_leave(0);
	if (fds[2].revents)
		server_read_output();
	if (fds[3].revents)
		server_read_events();
	if (fds[1].revents) {
		while (read(server.signal_fd, drained, sizeof(drained)) > 0)
			;
		server_reap();
	}
	server_check_time();
}

/* Whatever the tool's own caller had open is not the cases' to write to, or to keep open. */
static void server_close_inherited(void)
{
	struct rlimit files;

	if (server.fd > 3)
		syscall(SYS_close_range, 3u, (unsigned int)server.fd - 1, 0);
	if (syscall(SYS_close_range, (unsigned int)server.fd + 1, ~0u, 0) == 0)
		return;
	getrlimit(RLIMIT_NOFILE, &files);	/* Linux before 5.9 */
	for (int fd = 3; fd < (int)files.rlim_cur; fd++)
		if (fd != server.fd)
			close(fd);
}

int kth_serve(const struct kth_options *options)
{
	sigset_t child;

	server.options = options;
	server.fd = options->server_fd;
	server.seed = options->seed;
	server.in.grows = server.out.grows = 1;
	server.run.events.grows = server.run.partial.grows = 1;
	fcntl(server.fd, F_SETFD, FD_CLOEXEC);
	server_close_inherited();
	/*
	 * Without a terminal, once for all cases: each has a process group of its
	 * own, but a session for each would cost 80 us (the kernel's autogroups).
	 */
	setsid();
	kt_ktap_case_begins(NULL, 1);
	kt_tasks_hold();
	kt_boot(options);
	kt_ktap_case_ends();
	server.suites = kt_skin_suites(&server.nr_suites);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	server.signal_fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	if (server.signal_fd < 0)
		return 1;
	kth_case_prepare();
	kth_message_hello(&server.out, server.suites, server.nr_suites);
	for (;;) {
		int waiting = server.queue_at < server.queued;

		if (!server.run.pid && !server.announced && waiting)
			server_announce_case();
		server_flush();
		/* Only when all is sent: a case that kills us must not take another's end with it. */
		if (server.announced && !server.out.len)
			server_start_case();
		if (!server.run.pid && !server.announced && !waiting && server.quits && !server.out.len)
			return 0;
		server_turn();
	}
}
