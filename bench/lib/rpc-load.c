/*
  rpc-load PORT FRAME_FILE SECONDS CONNECTIONS DEPTH: sends the frame again and again to 127.0.0.1 (`500x` for SECONDS: so many times),
  DEPTH of them without an answer on each connection, and counts the frames that come back. Prints one line of JSON.
    errors: answers with the error flag (0x40)      p50Micros, p99Micros: from sending a frame to its answer, of connections with a depth of 1
  Frame: [0] version, header length in 32-bit words (low 4 bits)  [1] flags  [2–5] payload length, little-endian; see src/goridge/frame.ts.
*/
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 18, SAMPLES = 1 << 20 };

typedef struct {
  int fd, inFlight;
  size_t filled;
  long sentAt;
  unsigned char buffer[BUFFER];
} Connection;

static unsigned char *frame;
static size_t frameSize, samples;
static long answers, errors, left, latencies[SAMPLES];

static long now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* A write for each call, as clients do. Blocking sockets: what is in flight is bounded by DEPTH, and the server reads while it answers. */
static void send_frames(Connection *c, int count) {
  if (count > left) count = (int)left;
  left -= count;
  c->inFlight += count;
  for (; count > 0; count--) {
    for (size_t sent = 0; sent < frameSize;) {
      ssize_t written = write(c->fd, frame + sent, frameSize - sent);
      if (written <= 0) fail("write");
      sent += (size_t)written;
    }
  }
  c->sentAt = now_us();
}

/* Takes whole frames out of the buffer; answers how many there were. */
static int take_frames(Connection *c) {
  size_t at = 0;
  int found = 0;
  while (c->filled - at >= 12) {
    unsigned char *head = c->buffer + at;
    uint32_t payload;
    memcpy(&payload, head + 2, 4);
    size_t whole = (size_t)(head[0] & 15) * 4 + payload;
    if (whole > BUFFER) fail("an answer is larger than the buffer");
    if (c->filled - at < whole) break;
    if (head[1] & 0x40) errors++;
    at += whole;
    found++;
  }
  memmove(c->buffer, c->buffer + at, c->filled - at);
  c->filled -= at;
  return found;
}

static int by_size(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

int main(int count, char **values) {
  if (count != 6) return 2;
  double seconds = strchr(values[3], 'x') ? 1e6 : atof(values[3]);
  left = strchr(values[3], 'x') ? atol(values[3]) : 1L << 40;
  int size = atoi(values[4]), depth = atoi(values[5]), one = 1;
  FILE *file = fopen(values[2], "rb");
  if (file == NULL) fail("frame");
  fseek(file, 0, SEEK_END);
  frameSize = (size_t)ftell(file);
  rewind(file);
  frame = malloc(frameSize);
  if (fread(frame, 1, frameSize, file) != frameSize) fail("frame");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(values[1])),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  Connection *connections = calloc((size_t)size, sizeof *connections);
  int epoll = epoll_create1(0);
  for (int i = 0; i < size; i++) {
    Connection *c = &connections[i];
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(c->fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
  }
  long start = now_us(), end = start + (long)(seconds * 1e6);
  int open = size;
  for (int i = 0; i < size; i++) {
    send_frames(&connections[i], depth);
    if (connections[i].inFlight == 0) open--;
  }
  while (open > 0) {
    struct epoll_event events[64];
    int found = epoll_wait(epoll, events, 64, 10000);
    if (found <= 0) fail("no answer within 10 s");
    for (int i = 0; i < found; i++) {
      Connection *c = events[i].data.ptr;
      ssize_t got = read(c->fd, c->buffer + c->filled, BUFFER - c->filled);
      if (got <= 0) fail("read");
      c->filled += (size_t)got;
      int frames = take_frames(c);
      if (frames == 0) continue;
      answers += frames;
      c->inFlight -= frames;
      if (depth == 1 && samples < SAMPLES) latencies[samples++] = now_us() - c->sentAt;
      if (now_us() < end) send_frames(c, frames);
      if (c->inFlight == 0) open--;
    }
  }
  double took = (double)(now_us() - start) / 1e6;
  qsort(latencies, samples, sizeof *latencies, by_size);
  printf("{\"requests\":%ld,\"perSecond\":%.1f,\"p50Micros\":%ld,\"p99Micros\":%ld,\"failures\":%ld}\n", answers,
         (double)answers / took, samples ? latencies[samples / 2] : 0, samples ? latencies[samples * 99 / 100] : 0, errors);
  return 0;
}
