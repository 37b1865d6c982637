<?php

declare(strict_types=1);

namespace Courser;

/** A request as it came: what it is about (`context`), its content (`body`), and how the context is written (`codec`). */
final class Message
{
    public function __construct(
        public readonly string $context,
        public readonly string $body,
        public readonly int $codec,
    ) {
    }
}
