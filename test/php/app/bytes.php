<?php

// Writes the bytes of the body to standard output, past the library: frames that it would not send, or none at all.

declare(strict_types=1);

return static function ($http, $request): void {
    fwrite(STDOUT, $request->body);
};
