<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\HttpFoundation\StreamedResponse;

/** A streamed response whose pieces a runtime can send one by one; anywhere else it streams as usual. */
final class PieceResponse extends StreamedResponse
{
    /** @param \Closure(): \Generator<string> $pieces */
    public function __construct(private readonly \Closure $pieces)
    {
        parent::__construct(static function () use ($pieces): void {
            foreach ($pieces() as $piece) {
                echo $piece;
            }
        }, headers: ['Content-Type' => 'text/plain']);
    }

    /** @return \Generator<string> */
    public function pieces(): \Generator
    {
        return ($this->pieces)();
    }
}
