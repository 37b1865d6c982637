<?php

declare(strict_types=1);

namespace Courser;

/**
 * Standard output belongs to the channel: what an application echoes goes to standard error, which the server logs.
 *
 * @internal
 */
final class SideOutput
{
    public static function toStandardError(): void
    {
        ob_start(static function (string $text): string {
            if ($text !== '') {
                fwrite(STDERR, $text);
            }

            return '';
        }, 1);
    }
}
