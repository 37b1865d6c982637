<?php

// Writes to standard output past the library, then answers: the frames are broken.

declare(strict_types=1);

return static function ($http, $request): void {
    fwrite(STDOUT, 'this is no frame, it is somebody debugging');
    $http->respond(200, 'answered');
};
