/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Number = $util.global.Number, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["courser_lock"] || ($protobuf.roots["courser_lock"] = {});

export const lock = $root.lock = (() => {

    /**
     * Namespace lock.
     * @exports lock
     * @namespace
     */
    const lock = {};

    lock.v1beta1 = (function() {

        /**
         * Namespace v1beta1.
         * @memberof lock
         * @namespace
         */
        const v1beta1 = {};

        v1beta1.Request = (function() {

            /**
             * Properties of a Request.
             * @typedef {Object} lock.v1beta1.Request.$Properties
             * @property {string} [resource] Request resource
             * @property {string} [id] Request id
             * @property {number|null} [ttl] Request ttl
             * @property {number|null} [wait] Request wait
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Request.
             * @memberof lock.v1beta1
             * @interface IRequest
             * @augments lock.v1beta1.Request.$Properties
             * @deprecated Use lock.v1beta1.Request.$Properties instead.
             */

            /**
             * Shape of a Request.
             * @typedef {lock.v1beta1.Request.$Properties} lock.v1beta1.Request.$Shape
             */

            /**
             * Constructs a new Request.
             * @memberof lock.v1beta1
             * @classdesc Represents a Request.
             * @constructor
             * @param {lock.v1beta1.Request.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Request = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Request resource.
             * @member {string} resource
             * @memberof lock.v1beta1.Request
             * @instance
             */
            Request.prototype.resource = "";

            /**
             * Request id.
             * @member {string} id
             * @memberof lock.v1beta1.Request
             * @instance
             */
            Request.prototype.id = "";

            /**
             * Request ttl.
             * @member {number|null} ttl
             * @memberof lock.v1beta1.Request
             * @instance
             */
            Request.prototype.ttl = null;

            /**
             * Request wait.
             * @member {number|null} wait
             * @memberof lock.v1beta1.Request
             * @instance
             */
            Request.prototype.wait = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Request.prototype, "_ttl", {
                get: $util.oneOfGetter($oneOfFields = ["ttl"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Request.prototype, "_wait", {
                get: $util.oneOfGetter($oneOfFields = ["wait"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Request message. Does not implicitly {@link lock.v1beta1.Request.verify|verify} messages.
             * @function encode
             * @memberof lock.v1beta1.Request
             * @static
             * @param {lock.v1beta1.Request.$Properties} message Request message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Request.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.resource != null && $Object.hasOwnProperty.call(message, "resource") && message.resource !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.resource);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.id);
                if (message.ttl != null && $Object.hasOwnProperty.call(message, "ttl"))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.ttl);
                if (message.wait != null && $Object.hasOwnProperty.call(message, "wait"))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.wait);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Request message from the specified reader or buffer.
             * @function decode
             * @memberof lock.v1beta1.Request
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {lock.v1beta1.Request & lock.v1beta1.Request.$Shape} Request
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Request.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.lock.v1beta1.Request();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.resource = value;
                            else
                                delete message.resource;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.ttl = reader.int64();
                            message._ttl = "ttl";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.wait = reader.int64();
                            message._wait = "wait";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Request message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof lock.v1beta1.Request
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {lock.v1beta1.Request} Request
             */
            Request.fromObject = function (object, _depth) {
                if (object instanceof $root.lock.v1beta1.Request)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".lock.v1beta1.Request: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.lock.v1beta1.Request();
                if (object.resource != null)
                    if (typeof object.resource !== "string" || object.resource.length)
                        message.resource = $String(object.resource);
                if (object.id != null)
                    if (typeof object.id !== "string" || object.id.length)
                        message.id = $String(object.id);
                if (object.ttl != null)
                    if ($util.Long)
                        message.ttl = $util.Long.fromValue(object.ttl, false);
                    else if (typeof object.ttl === "string")
                        message.ttl = $parseInt(object.ttl, 10);
                    else if (typeof object.ttl === "number")
                        message.ttl = object.ttl;
                    else if (typeof object.ttl === "object")
                        message.ttl = new $util.LongBits(object.ttl.low >>> 0, object.ttl.high >>> 0).toNumber();
                if (object.wait != null)
                    if ($util.Long)
                        message.wait = $util.Long.fromValue(object.wait, false);
                    else if (typeof object.wait === "string")
                        message.wait = $parseInt(object.wait, 10);
                    else if (typeof object.wait === "number")
                        message.wait = object.wait;
                    else if (typeof object.wait === "object")
                        message.wait = new $util.LongBits(object.wait.low >>> 0, object.wait.high >>> 0).toNumber();
                return message;
            };

            /**
             * Creates a plain object from a Request message. Also converts values to other types if specified.
             * @function toObject
             * @memberof lock.v1beta1.Request
             * @static
             * @param {lock.v1beta1.Request} message Request
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Request.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.resource = "";
                    object.id = "";
                }
                if (message.resource != null && $Object.hasOwnProperty.call(message, "resource"))
                    object.resource = message.resource;
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.ttl != null && $Object.hasOwnProperty.call(message, "ttl"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ttl = typeof message.ttl === "number" ? $BigInt(message.ttl) : $util.Long.fromBits(message.ttl.low >>> 0, message.ttl.high >>> 0, false).toBigInt();
                    else if (typeof message.ttl === "number")
                        object.ttl = options.longs === $String ? $String(message.ttl) : message.ttl;
                    else
                        object.ttl = options.longs === $String ? $util.Long.prototype.toString.call(message.ttl) : options.longs === $Number ? new $util.LongBits(message.ttl.low >>> 0, message.ttl.high >>> 0).toNumber() : message.ttl;
                if (message.wait != null && $Object.hasOwnProperty.call(message, "wait"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.wait = typeof message.wait === "number" ? $BigInt(message.wait) : $util.Long.fromBits(message.wait.low >>> 0, message.wait.high >>> 0, false).toBigInt();
                    else if (typeof message.wait === "number")
                        object.wait = options.longs === $String ? $String(message.wait) : message.wait;
                    else
                        object.wait = options.longs === $String ? $util.Long.prototype.toString.call(message.wait) : options.longs === $Number ? new $util.LongBits(message.wait.low >>> 0, message.wait.high >>> 0).toNumber() : message.wait;
                return object;
            };

            /**
             * Converts this Request to JSON.
             * @function toJSON
             * @memberof lock.v1beta1.Request
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Request.prototype.toJSON = function() {
                return Request.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Request;
        })();

        v1beta1.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} lock.v1beta1.Response.$Properties
             * @property {boolean} [ok] Response ok
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof lock.v1beta1
             * @interface IResponse
             * @augments lock.v1beta1.Response.$Properties
             * @deprecated Use lock.v1beta1.Response.$Properties instead.
             */

            /**
             * Shape of a Response.
             * @typedef {lock.v1beta1.Response.$Properties} lock.v1beta1.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof lock.v1beta1
             * @classdesc Represents a Response.
             * @constructor
             * @param {lock.v1beta1.Response.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Response ok.
             * @member {boolean} ok
             * @memberof lock.v1beta1.Response
             * @instance
             */
            Response.prototype.ok = false;

            /**
             * Encodes the specified Response message. Does not implicitly {@link lock.v1beta1.Response.verify|verify} messages.
             * @function encode
             * @memberof lock.v1beta1.Response
             * @static
             * @param {lock.v1beta1.Response.$Properties} message Response message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Response.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.ok);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @function decode
             * @memberof lock.v1beta1.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {lock.v1beta1.Response & lock.v1beta1.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Response.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.lock.v1beta1.Response();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof lock.v1beta1.Response
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {lock.v1beta1.Response} Response
             */
            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.lock.v1beta1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".lock.v1beta1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.lock.v1beta1.Response();
                if (object.ok != null)
                    if (object.ok)
                        message.ok = $Boolean(object.ok);
                return message;
            };

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @function toObject
             * @memberof lock.v1beta1.Response
             * @static
             * @param {lock.v1beta1.Response} message Response
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Response.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.ok = false;
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok"))
                    object.ok = message.ok;
                return object;
            };

            /**
             * Converts this Response to JSON.
             * @function toJSON
             * @memberof lock.v1beta1.Response
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Response.prototype.toJSON = function() {
                return Response.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Response;
        })();

        return v1beta1;
    })();

    return lock;
})();

export {
  $root as default
};
