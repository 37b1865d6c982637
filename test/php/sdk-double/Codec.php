<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * How contexts are written: what distinguishes the releases of roadrunner-http. Follows: spec 03 §4.5.
 */
interface Codec
{
    public function request(Payload $payload): Request;

    /** @param array<array-key, mixed> $headers */
    public function response(int $status, array $headers): string;

    /** Flag byte of the answers. */
    public function flag(): int;
}
