<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * A message of either direction: context (`header`) and body. `eos` false means more frames of this answer follow.
 */
final class Payload
{
    public function __construct(
        public readonly string $body,
        public readonly string $header = '',
        public readonly bool $eos = true,
        public readonly Kind $kind = Kind::Request,
    ) {
    }

    public static function of(Frame $frame): self
    {
        $kind = Kind::of($frame);
        $contextBytes = $kind === Kind::Request ? $frame->options[0] : 0;

        return new self(substr($frame->payload, $contextBytes), substr($frame->payload, 0, $contextBytes), kind: $kind);
    }
}
