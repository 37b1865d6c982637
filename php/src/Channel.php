<?php

declare(strict_types=1);

namespace Courser;

/**
 * Carries frames between this process and the server: over standard input and output (`pipes`), or over a socket
 * (`tcp://host:port`, `unix:///path`). RR_RELAY says which. Later over two named pipes, if the server offers them.
 *
 * @internal
 */
final class Channel
{
    private const READ_BYTES = 65_536;
    private const YEAR_SECONDS = 31_536_000;

    /**
     * @param resource $in
     * @param resource $out
     */
    public function __construct(private $in, private $out)
    {
        // Larger reads than PHP's 8 KiB: a request with a body comes in fewer calls to the kernel.
        stream_set_chunk_size($in, self::READ_BYTES);
    }

    public static function open(string $relay): self
    {
        if (strtolower($relay) === 'pipes') {
            return new self(STDIN, STDOUT);
        }
        $socket = @stream_socket_client($relay, $code, $reason, 10);
        if ($socket === false) {
            throw new WorkerException("Cannot connect to the server at $relay: $reason (server.relay)");
        }
        // An idle worker waits as long as it takes; default_socket_timeout would end it after a minute.
        stream_set_timeout($socket, self::YEAR_SECONDS);

        return new self($socket, $socket);
    }

    /** Two named pipes, opened so that no child of this process inherits them (`e`: close-on-exec); null when they cannot be. */
    public static function openPipes(string $input, string $output): ?self
    {
        // For writing, a file that is not there would be made.
        $in = @filetype($output) === 'fifo' ? @fopen($input, 're') : false;
        $out = $in === false ? false : @fopen($output, 'we');

        return $in === false || $out === false ? null : new self($in, $out);
    }

    /** The next frame, waiting for it; null when the server is gone. */
    public function receive(): ?Frame
    {
        $header = $this->read(Frame::HEADER_BYTES);
        if ($header === null) {
            return null;
        }
        $rest = $this->read(Frame::optionBytes($header) + Frame::payloadBytes($header));

        return $rest === null ? null : Frame::unpack($header, $rest);
    }

    /** True when something has arrived that `receive` would return, or the server is gone; never waits. */
    public function isReadable(): bool
    {
        $read = [$this->in];
        $none = null;

        return @stream_select($read, $none, $none, 0) > 0;
    }

    public function send(Frame $frame): void
    {
        $bytes = $frame->pack();
        for ($sent = 0; $sent < strlen($bytes); $sent += $written) {
            $written = @fwrite($this->out, $sent === 0 ? $bytes : substr($bytes, $sent));
            if (!$written) {
                throw new WorkerException('Cannot answer: the server has closed the channel');
            }
        }
    }

    private function read(int $bytes): ?string
    {
        $all = '';
        while (strlen($all) < $bytes) {
            $chunk = @fread($this->in, $bytes - strlen($all));
            if ($chunk === false || ($chunk === '' && feof($this->in))) {
                return null;
            }
            $all .= $chunk;
        }

        return $all;
    }
}
