/* Watches the syncs of PostgreSQL, which is started with it in LD_PRELOAD: postgres_disk.py builds and uses it.

   Below TRUST_DATA each sync of a file copies that file to its place below TRUST_COPIES, and each sync of a folder
   takes from the copies what is there no longer: the copies are the disk, and what a power cut would leave at the least;
   the real one is not waited for. A rename counts as done on the disk at once. While a file named TRUST_COPIES, ".fail-" and "log" or "data" is there, one
   sync of the log or of another file fails instead, and does nothing. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int (*sync_call)(int);

static const char *data, *copies;

/* Of its own: PostgreSQL writes the titles of its processes over the environment that it was started with. */
__attribute__((constructor)) static void begin(void) {
  if (!getenv("TRUST_DATA") || !getenv("TRUST_COPIES")) return;
  data = strdup(getenv("TRUST_DATA"));
  copies = strdup(getenv("TRUST_COPIES"));
}

/* The part of a path that follows the folder of the data; NULL if it is elsewhere. */
static const char *inside(const char *path) {
  size_t length = data && copies ? strlen(data) : 0;
  return length && !strncmp(path, data, length) && path[length] == '/' ? path + length : NULL;
}

/* Makes the folders above a path. */
static void make_folders(const char *path) {
  char part[PATH_MAX];
  snprintf(part, sizeof part, "%s", path);
  for (char *slash = part + strlen(copies) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
    *slash = 0;
    mkdir(part, 0700);
  }
}

/* Copies in place: whatever ends this process meanwhile, each byte is the one synced before or a later one. */
static void copy_file(const char *path, const char *copy) {
  static _Thread_local char bytes[1 << 16];
  int from = open(path, O_RDONLY | O_CLOEXEC), to = open(copy, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (to < 0 && errno == ENOENT) {
    make_folders(copy);
    to = open(copy, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  }
  if (from >= 0 && to >= 0 && !flock(to, LOCK_EX)) {
    off_t at = 0;
    ssize_t got;
    while ((got = pread(from, bytes, sizeof bytes, at)) > 0 && pwrite(to, bytes, got, at) == got) at += got;
    if (got || ftruncate(to, at)) abort(); /* a copy that is not whole would blame others */
  }
  if (to < 0) abort();
  if (from >= 0) close(from);
  close(to);
}

/* Lets the copies forget the files that a folder does not hold any more. */
static void forget(const char *path, const char *copy) {
  char here[PATH_MAX + NAME_MAX + 2], there[PATH_MAX + NAME_MAX + 2];
  struct stat found;
  DIR *folder = opendir(copy);
  for (struct dirent *one; folder && (one = readdir(folder));) {
    snprintf(here, sizeof here, "%s/%s", path, one->d_name);
    snprintf(there, sizeof there, "%s/%s", copy, one->d_name);
    if (one->d_type == DT_REG && lstat(here, &found) && errno == ENOENT) unlink(there);
  }
  if (folder) closedir(folder);
}

static int watched(int file, const char *name) {
  sync_call original = (sync_call)dlsym(RTLD_NEXT, name);
  char link[64], path[PATH_MAX], copy[PATH_MAX], order[PATH_MAX];
  struct stat found;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  const char *rest = inside(path);
  if (!rest || fstat(file, &found)) return original(file);
  snprintf(copy, sizeof copy, "%s%s", copies, rest);
  if (S_ISREG(found.st_mode)) {
    snprintf(order, sizeof order, "%s.fail-%s", copies, strncmp(rest, "/pg_wal/", 8) ? "data" : "log");
    if (!unlink(order)) {
      errno = EIO;
      return -1;
    }
  }
  if (S_ISREG(found.st_mode)) copy_file(path, copy);
  if (S_ISDIR(found.st_mode)) forget(path, copy);
  return 0;
}

int fsync(int file) { return watched(file, "fsync"); }

int fdatasync(int file) { return watched(file, "fdatasync"); }

int rename(const char *from, const char *to) {
  int (*original)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  char here[PATH_MAX], old[PATH_MAX], new[PATH_MAX];
  int result = original(from, to);
  if (!result && data && getcwd(here, sizeof here) && !strcmp(here, data)) {
    snprintf(old, sizeof old, "%s/%s", copies, from);
    snprintf(new, sizeof new, "%s/%s", copies, to);
    if (original(old, new)) unlink(new); /* what was never synced is not there under its new name either */
  }
  return result;
}
