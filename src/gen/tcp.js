/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["courser_tcp"] || ($protobuf.roots["courser_tcp"] = {});

export const tcp = $root.tcp = (() => {

    /**
     * Namespace tcp.
     * @exports tcp
     * @namespace
     */
    const tcp = {};

    tcp.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof tcp
         * @namespace
         */
        const v1 = {};

        v1.CloseRequest = (function() {

            /**
             * Properties of a CloseRequest.
             * @typedef {Object} tcp.v1.CloseRequest.$Properties
             * @property {string} [uuid] CloseRequest uuid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CloseRequest.
             * @memberof tcp.v1
             * @interface ICloseRequest
             * @augments tcp.v1.CloseRequest.$Properties
             * @deprecated Use tcp.v1.CloseRequest.$Properties instead.
             */

            /**
             * Shape of a CloseRequest.
             * @typedef {tcp.v1.CloseRequest.$Properties} tcp.v1.CloseRequest.$Shape
             */

            /**
             * Constructs a new CloseRequest.
             * @memberof tcp.v1
             * @classdesc Represents a CloseRequest.
             * @constructor
             * @param {tcp.v1.CloseRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CloseRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CloseRequest uuid.
             * @member {string} uuid
             * @memberof tcp.v1.CloseRequest
             * @instance
             */
            CloseRequest.prototype.uuid = "";

            /**
             * Encodes the specified CloseRequest message. Does not implicitly {@link tcp.v1.CloseRequest.verify|verify} messages.
             * @function encode
             * @memberof tcp.v1.CloseRequest
             * @static
             * @param {tcp.v1.CloseRequest.$Properties} message CloseRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CloseRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid") && message.uuid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.uuid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CloseRequest message from the specified reader or buffer.
             * @function decode
             * @memberof tcp.v1.CloseRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {tcp.v1.CloseRequest & tcp.v1.CloseRequest.$Shape} CloseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CloseRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.tcp.v1.CloseRequest();
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
                                message.uuid = value;
                            else
                                delete message.uuid;
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
             * Creates a CloseRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof tcp.v1.CloseRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {tcp.v1.CloseRequest} CloseRequest
             */
            CloseRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.tcp.v1.CloseRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".tcp.v1.CloseRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.tcp.v1.CloseRequest();
                if (object.uuid != null)
                    if (typeof object.uuid !== "string" || object.uuid.length)
                        message.uuid = $String(object.uuid);
                return message;
            };

            /**
             * Creates a plain object from a CloseRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof tcp.v1.CloseRequest
             * @static
             * @param {tcp.v1.CloseRequest} message CloseRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            CloseRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.uuid = "";
                if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid"))
                    object.uuid = message.uuid;
                return object;
            };

            /**
             * Converts this CloseRequest to JSON.
             * @function toJSON
             * @memberof tcp.v1.CloseRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            CloseRequest.prototype.toJSON = function() {
                return CloseRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CloseRequest;
        })();

        v1.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} tcp.v1.Response.$Properties
             * @property {boolean} [ok] Response ok
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof tcp.v1
             * @interface IResponse
             * @augments tcp.v1.Response.$Properties
             * @deprecated Use tcp.v1.Response.$Properties instead.
             */

            /**
             * Shape of a Response.
             * @typedef {tcp.v1.Response.$Properties} tcp.v1.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof tcp.v1
             * @classdesc Represents a Response.
             * @constructor
             * @param {tcp.v1.Response.$Properties=} [properties] Properties to set
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
             * @memberof tcp.v1.Response
             * @instance
             */
            Response.prototype.ok = false;

            /**
             * Encodes the specified Response message. Does not implicitly {@link tcp.v1.Response.verify|verify} messages.
             * @function encode
             * @memberof tcp.v1.Response
             * @static
             * @param {tcp.v1.Response.$Properties} message Response message or plain object to encode
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
             * @memberof tcp.v1.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {tcp.v1.Response & tcp.v1.Response.$Shape} Response
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
                message = _target || new $root.tcp.v1.Response();
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
             * @memberof tcp.v1.Response
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {tcp.v1.Response} Response
             */
            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.tcp.v1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".tcp.v1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.tcp.v1.Response();
                if (object.ok != null)
                    if (object.ok)
                        message.ok = $Boolean(object.ok);
                return message;
            };

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @function toObject
             * @memberof tcp.v1.Response
             * @static
             * @param {tcp.v1.Response} message Response
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
             * @memberof tcp.v1.Response
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Response.prototype.toJSON = function() {
                return Response.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Response;
        })();

        return v1;
    })();

    return tcp;
})();

export {
  $root as default
};
