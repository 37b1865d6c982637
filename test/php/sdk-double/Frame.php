<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * A goridge frame. Follows: spec 01 §1; like goridge 4.2 it checks neither version nor checksum of what it reads.
 */
final class Frame
{
    public const CONTROL = 0x01;
    public const JSON = 0x08;
    public const ERROR = 0x40;
    public const PROTO = 0x80;

    public const STREAM = 0x01;
    public const STOP = 0x02;
    public const PING = 0x04;
    public const PONG = 0x08;

    public const HEADER_BYTES = 12;

    /** @param list<int> $options */
    public function __construct(
        public readonly string $payload,
        public readonly array $options = [],
        public readonly int $flags = 0,
        public int $stream = 0,
    ) {
    }

    public function pack(): string
    {
        $checked = pack('CCV', 1 << 4 | count($this->options) + 3, $this->flags, strlen($this->payload));

        return $checked . pack('VCC', crc32($checked), $this->stream, 0) . pack('V*', ...$this->options) . $this->payload;
    }

    /** Bytes that follow a header: options and payload. */
    public static function restBytes(string $header): int
    {
        return self::optionCount($header) * 4 + unpack('V', $header, 2)[1];
    }

    public static function unpack(string $header, string $rest): self
    {
        $bytes = self::optionCount($header) * 4;
        $options = array_values(unpack('V*', substr($rest, 0, $bytes)));

        return new self(substr($rest, $bytes), $options, ord($header[1]), ord($header[10]));
    }

    private static function optionCount(string $header): int
    {
        return (ord($header[0]) & 0x0f) - 3;
    }
}
