<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\HttpFoundation\File\UploadedFile;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

/** What every runtime needs: a booted kernel, and both directions between its objects and what a worker receives and sends. */
final class Runtime
{
    public readonly Kernel $kernel;

    public function __construct()
    {
        $this->kernel = new Kernel('prod', false);
        $this->kernel->boot();
    }

    /**
     * @param array<string, list<string>> $headers
     * @param array<array-key, mixed> $query
     * @param array<array-key, mixed> $form
     * @param array<string, string> $cookies
     * @param array<array-key, mixed> $files
     */
    public static function request(
        string $method,
        string $uri,
        string $remoteAddress,
        array $headers,
        array $query,
        array $form,
        array $cookies,
        array $files,
        string $body,
    ): Request {
        // create() takes the address apart into what PHP-FPM would give.
        $server = Request::create($uri, $method)->server->all();
        unset($server['HTTP_USER_AGENT'], $server['HTTP_ACCEPT'], $server['HTTP_ACCEPT_LANGUAGE'], $server['CONTENT_TYPE']);
        $request = new Request($query, $form, [], $cookies, $files, ['REMOTE_ADDR' => $remoteAddress] + $server, $body);
        $request->headers->add($headers);

        return $request;
    }

    /** An upload as the form component and controllers expect it. */
    public static function upload(string $path, string $name, string $type, int $error): UploadedFile
    {
        // `test`: PHP itself has not received the file, so move_uploaded_file() would refuse it.
        return new UploadedFile($path, $name, $type, $error, test: true);
    }

    /** @return array<string, list<string>> */
    public static function headers(Response $response): array
    {
        return $response->headers->allPreserveCase();
    }

    /** The body: pieces where the response has them, else all of it. */
    public static function body(Response $response): string|\Generator
    {
        if ($response instanceof PieceResponse) {
            return $response->pieces();
        }
        if (($content = $response->getContent()) !== false) {
            return $content;
        }
        ob_start();
        $response->sendContent();

        return (string) ob_get_clean();
    }
}
