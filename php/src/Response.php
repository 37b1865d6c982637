<?php

declare(strict_types=1);

namespace Courser;

/**
 * An HTTP response. The body is a string, or anything that yields strings: those are sent as they come, and the loop ends
 * early when the client is gone (a generator's `finally` blocks run then).
 */
final class Response
{
    /** @var array<string, list<string>> */
    public array $headers = [];

    /** @param array<string, string|list<string>> $headers */
    public function __construct(public string|iterable $body = '', public int $status = 200, array $headers = [])
    {
        foreach ($headers as $name => $values) {
            $this->headers[$name] = (array) $values;
        }
    }

    public static function text(string $text, int $status = 200): self
    {
        return new self($text, $status, ['Content-Type' => 'text/plain; charset=utf-8']);
    }

    public static function html(string $html, int $status = 200): self
    {
        return new self($html, $status, ['Content-Type' => 'text/html; charset=utf-8']);
    }

    public static function json(mixed $value, int $status = 200): self
    {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;

        return new self(json_encode($value, $flags), $status, ['Content-Type' => 'application/json']);
    }

    /** Sends each piece at once. */
    public static function stream(iterable $pieces, string $type = 'text/plain; charset=utf-8', int $status = 200): self
    {
        return new self($pieces, $status, ['Content-Type' => $type]);
    }

    public static function redirect(string $address, int $status = 302): self
    {
        return new self('', $status, ['Location' => $address]);
    }

    /** Adds a header line; returns the response itself. */
    public function header(string $name, string $value): self
    {
        $this->headers[$name][] = $value;

        return $this;
    }

    /**
     * Sets a cookie. `options` as PHP's setcookie: expires (a timestamp), path, domain, secure, httponly, samesite.
     *
     * @param array<string, scalar> $options
     */
    public function cookie(string $name, string $value, array $options = []): self
    {
        $line = rawurlencode($name) . '=' . rawurlencode($value);
        foreach ($options + ['path' => '/', 'httponly' => true, 'samesite' => 'Lax'] as $key => $option) {
            $line .= match (strtolower((string) $key)) {
                'expires' => '; Expires=' . gmdate('D, d M Y H:i:s \G\M\T', (int) $option),
                'secure', 'httponly' => $option ? '; ' . ucfirst((string) $key) : '',
                default => '; ' . ucfirst((string) $key) . "=$option",
            };
        }

        return $this->header('Set-Cookie', $line);
    }
}
