/*
  open-loop PORT PATH RATE SECONDS CONNECTIONS: GET requests on 127.0.0.1 at a constant rate, whatever the answers do (open loop).
  Latency counts from the moment a request was due, so that a server that stalls is charged with everything that had to wait. A
  request that finds no free connection waits for one. Prints one line of JSON; microseconds.
    failed: another status than 200, or an answer cut off      lost: never answered, 10 s after the last was due
    lateMaxMicros: how late the generator itself sent, with a connection free: what it cannot blame on the server
*/
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 128 * 1024, WAIT_US = 10 * 1000 * 1000 };

typedef struct {
  int fd, busy;
  size_t filled;
  long due;
  char buffer[BUFFER + 1];
} Connection;

static struct sockaddr_in address;
static char request[512];
static int requestBytes, epollFd;
static Connection *connections;
static long *latencies, done, failed, lateMax;

static long now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void open_connection(Connection *c) {
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  c->busy = 0;
  c->filled = 0;
  if (connect(c->fd, (struct sockaddr *)&address, sizeof address) != 0) {
    perror("connect");
    exit(1);
  }
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(epollFd, EPOLL_CTL_ADD, c->fd, &event);
}

static void finish(Connection *c, int ok, int keep) {
  if (c->busy) {
    if (ok) latencies[done] = now_us() - c->due;
    else failed++;
    if (ok) done++;
  }
  c->busy = 0;
  c->filled = 0;
  if (keep) return;
  close(c->fd);
  open_connection(c);
}

/* Whether the answer is here as a whole: by its length, or by its last chunk. */
static int is_whole(Connection *c) {
  char *body = strstr(c->buffer, "\r\n\r\n"), *length = strcasestr(c->buffer, "\r\ncontent-length:");
  if (body == NULL) return 0;
  if (length != NULL && length < body) return c->filled - (size_t)(body + 4 - c->buffer) >= strtoul(length + 17, NULL, 10);
  return memcmp(c->buffer + c->filled - 5, "0\r\n\r\n", 5) == 0;
}

static void receive(Connection *c) {
  ssize_t count = read(c->fd, c->buffer + c->filled, BUFFER - c->filled);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) return finish(c, 0, 0);
  c->filled += (size_t)count;
  c->buffer[c->filled] = 0;
  if (c->filled == BUFFER) return finish(c, 0, 0);
  if (!is_whole(c)) return;
  finish(c, strncmp(c->buffer, "HTTP/1.1 200", 12) == 0, strcasestr(c->buffer, "\r\nconnection: close") == NULL);
}

static void give(Connection *c, long due) {
  c->busy = 1;
  c->due = due;
  if (write(c->fd, request, (size_t)requestBytes) != requestBytes) finish(c, 0, 0);
}

static int by_size(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

static long quantile(double part) { return done == 0 ? 0 : latencies[(long)(part * (double)(done - 1))]; }

int main(int count, char **values) {
  if (count != 6) return 2;
  double rate = atof(values[3]), seconds = atof(values[4]);
  int size = atoi(values[5]);
  long total = (long)(rate * seconds), sent = 0, waited = 0;
  address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(values[1])),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  requestBytes = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: bench\r\n\r\n", values[2]);
  latencies = calloc((size_t)total, sizeof *latencies);
  connections = calloc((size_t)size, sizeof *connections);
  epollFd = epoll_create1(0);
  for (int i = 0; i < size; i++) open_connection(&connections[i]);

  long start = now_us(), end = start + (long)(seconds * 1e6) + WAIT_US;
  long starvedUntil = 0; /* No connection was free at that moment. */
  int next = 0;
  while (done + failed < total && now_us() < end) {
    /* Everything that is due goes out, as long as a connection is free. */
    int starved = 0;
    for (long due; sent < total && (due = start + (long)((double)sent * 1e6 / rate)) <= now_us(); sent++) {
      int tried = 0;
      while (tried < size && connections[next].busy) next = (next + 1) % size, tried++;
      if (tried == size) {
        starved = 1;
        starvedUntil = now_us();
        break;
      }
      long late = now_us() - due;
      if (due <= starvedUntil) waited++;
      else if (late > lateMax) lateMax = late;
      give(&connections[next], due);
      next = (next + 1) % size;
    }
    long pause = sent < total && !starved ? start + (long)((double)sent * 1e6 / rate) - now_us() : 10000;
    struct timespec limit = {.tv_sec = 0, .tv_nsec = pause < 0 ? 0 : pause > 10000 ? 10000000 : pause * 1000};
    struct epoll_event events[64];
    int found = epoll_pwait2(epollFd, events, 64, &limit, NULL);
    for (int i = 0; i < found; i++) receive(events[i].data.ptr);
  }
  double took = (double)(now_us() - start) / 1e6;
  qsort(latencies, (size_t)done, sizeof *latencies, by_size);
  printf("{\"requests\":%ld,\"answered\":%ld,\"failed\":%ld,\"lost\":%ld,\"waited\":%ld,\"perSecond\":%.1f,\"p50Micros\":%ld,"
         "\"p99Micros\":%ld,\"p999Micros\":%ld,\"maxMicros\":%ld,\"lateMaxMicros\":%ld}\n",
         total, done, failed, total - done - failed, waited, (double)done / took, quantile(0.5), quantile(0.99),
         quantile(0.999), quantile(1), lateMax);
  return 0;
}
