<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Frames over two streams, standard input and output by default. Follows: goridge StreamRelay; spec 01 §3.1: the twelve bytes of
 * a header must arrive in one read, else the worker ends with the text below.
 */
final class PipesRelay extends Relay
{
    /**
     * @param resource $in
     * @param resource $out
     */
    public function __construct(private $in, private $out)
    {
    }

    public static function named(string $in, ?string $out): self
    {
        if ($out === null) {
            throw new \InvalidArgumentException('Unsupported stream connection format');
        }

        return new self(fopen("php://$in", 'rb'), fopen("php://$out", 'wb'));
    }

    public function receive(): Frame
    {
        $header = @fread($this->in, Frame::HEADER_BYTES);
        if ($header === false || strlen($header) !== Frame::HEADER_BYTES) {
            throw new \RuntimeException('Unable to read frame header: Incorrect header size');
        }
        $rest = '';
        for ($missing = Frame::restBytes($header); $missing > 0; $missing -= strlen($chunk)) {
            $chunk = @fread($this->in, $missing);
            if ($chunk === false || ($chunk === '' && feof($this->in))) {
                throw new \RuntimeException('An error occurred while reading payload from the stream');
            }
            $rest .= $chunk;
        }

        return Frame::unpack($header, $rest);
    }

    public function send(Frame $frame): void
    {
        if (@fwrite($this->out, $frame->pack()) === false) {
            throw new \RuntimeException('An error occurred while write payload to the stream');
        }
    }

    public function hasFrame(): bool
    {
        $read = [$this->in];
        $none = null;

        return stream_select($read, $none, $none, 0) > 0;
    }

    public function isBlocking(): bool
    {
        return true;
    }
}
