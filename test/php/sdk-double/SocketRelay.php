<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Frames over a TCP (IPv4 only) or unix socket; connects on first use. Follows: goridge SocketRelay; spec 01 §3.2.
 */
final class SocketRelay extends Relay
{
    private const CONNECT_ATTEMPTS = 11;
    private const CONNECT_PAUSE_MICROSECONDS = 100;

    private ?\Socket $socket = null;

    private function __construct(private readonly string $address, private readonly ?int $port)
    {
    }

    public static function tcp(string $host, ?string $port): self
    {
        if ($port === null || (int) $port < 0 || (int) $port > 65535) {
            throw new \InvalidArgumentException("Invalid port given for TCP socket on '$host'");
        }

        return new self($host, (int) $port);
    }

    public static function unix(string $path): self
    {
        return new self($path, null);
    }

    public function receive(): Frame
    {
        $this->connect();
        $header = $this->read(Frame::HEADER_BYTES);

        return Frame::unpack($header, $this->read(Frame::restBytes($header)));
    }

    public function send(Frame $frame): void
    {
        $this->connect();
        $bytes = $frame->pack();
        if (socket_send($this->socket, $bytes, strlen($bytes), 0) === false) {
            throw new \RuntimeException('Unable to write payload to the stream');
        }
    }

    public function hasFrame(): bool
    {
        if ($this->socket === null) {
            return false;
        }
        $read = [$this->socket];
        $none = null;

        return socket_select($read, $none, $none, 0) > 0;
    }

    private function read(int $bytes): string
    {
        $all = '';
        while (strlen($all) < $bytes) {
            if (!socket_recv($this->socket, $chunk, $bytes - strlen($all), MSG_WAITALL)) {
                throw new \RuntimeException('Unable to read frame header: ' . socket_strerror(socket_last_error($this->socket)));
            }
            $all .= $chunk;
        }

        return $all;
    }

    private function connect(): void
    {
        if ($this->socket !== null) {
            return;
        }
        $socket = $this->port === null
            ? socket_create(AF_UNIX, SOCK_STREAM, 0)
            : socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
        for ($attempt = 1; !@socket_connect($socket, $this->address, $this->port ?? 0); $attempt++) {
            if ($attempt === self::CONNECT_ATTEMPTS) {
                throw new \RuntimeException("Unable to establish connection $this->address");
            }
            usleep(self::CONNECT_PAUSE_MICROSECONDS);
        }
        $this->socket = $socket;
    }
}
