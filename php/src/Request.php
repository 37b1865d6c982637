<?php

declare(strict_types=1);

namespace Courser;

/**
 * An HTTP request. What costs work (query, form, files, header lookup) is worked out when first asked for.
 */
final class Request
{
    public readonly string $method;
    /** Whole address: scheme, host, path, query. */
    public readonly string $uri;
    /** `HTTP/1.1` and the like. */
    public readonly string $protocol;
    public readonly string $remoteAddress;
    /** What follows the question mark, as it came. */
    public readonly string $queryString;
    /** @var array<string, list<string>> Names as `Content-Type`. */
    public readonly array $headers;
    /** @var array<string, string> */
    public readonly array $cookies;
    /** @var array<string, mixed> Set by middleware of the server. */
    public readonly array $attributes;
    /** The body as it came; for a form that the server has parsed, see `form()`. */
    public readonly string $body;

    private readonly bool $isParsed;
    /** @var array<array-key, mixed> */
    private readonly array $uploads;
    /** @var array<array-key, mixed>|null */
    private ?array $query = null;
    /** @var array<array-key, mixed>|null */
    private ?array $form = null;
    /** @var array<array-key, mixed>|null */
    private ?array $files = null;
    /** @var array<string, string>|null */
    private ?array $byLowerName = null;

    /**
     * @param array<string, mixed> $context As `Codec::decode` gives it.
     * @internal
     */
    public function __construct(array $context, string $body)
    {
        $this->method = $context['method'];
        $this->uri = $context['uri'];
        $this->protocol = $context['protocol'];
        $this->remoteAddress = $context['remoteAddr'];
        $this->queryString = $context['rawQuery'];
        $this->headers = $context['headers'] ?? [];
        $this->cookies = $context['cookies'] ?? [];
        $this->attributes = $context['attributes'] ?? [];
        $this->uploads = $context['uploads'] ?? [];
        $this->isParsed = $context['parsed'];
        $this->body = $body;
    }

    /** Path of the address, percent-decoded; `/` when empty. */
    public function path(): string
    {
        $path = preg_replace('~^[a-z][a-z0-9+.-]*://[^/?#]*~i', '', $this->uri) ?? '';
        $path = rawurldecode(strtok($path, '?#') ?: '');

        return str_starts_with($path, '/') ? $path : "/$path";
    }

    /** A value of the query by its name; `default` when absent. */
    public function query(string $name, mixed $default = null): mixed
    {
        return $this->queryAll()[$name] ?? $default;
    }

    /** @return array<array-key, mixed> */
    public function queryAll(): array
    {
        if ($this->query === null) {
            parse_str($this->queryString, $this->query);
        }

        return $this->query;
    }

    /** A header by its name in any case, several values joined by a comma; null when absent. */
    public function header(string $name): ?string
    {
        if ($this->byLowerName === null) {
            $this->byLowerName = [];
            foreach ($this->headers as $key => $values) {
                $this->byLowerName[strtolower((string) $key)] = implode(', ', $values);
            }
        }

        return $this->byLowerName[strtolower($name)] ?? null;
    }

    public function cookie(string $name): ?string
    {
        return $this->cookies[$name] ?? null;
    }

    /**
     * Fields of a submitted form (urlencoded or multipart); empty for any other body.
     *
     * @return array<array-key, mixed>
     */
    public function form(): array
    {
        return $this->form ??= $this->isParsed && $this->body !== '' ? (array) json_decode($this->body, true) : [];
    }

    /** The body decoded from JSON. Raises JsonException when it is none. */
    public function json(): mixed
    {
        return json_decode($this->body, true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * Uploaded files by field name; nested as the names are (`photos[]`).
     *
     * @return array<array-key, mixed> Leaves are `Upload`.
     */
    public function files(): array
    {
        return $this->files ??= Upload::tree($this->uploads);
    }

    /** The file of a plain field name; null when absent. */
    public function file(string $name): ?Upload
    {
        $file = $this->files()[$name] ?? null;

        return $file instanceof Upload ? $file : null;
    }
}
