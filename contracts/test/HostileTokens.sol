// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "../src/TestToken.sol";

/// @dev Once switched on, keeps one unit of each transfer.
contract FeeToken is TestToken {
    bool public on;

    function switchOn() external {
        on = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (on && from != address(0) && to != address(0)) super._update(to, address(0), 1);
    }
}

/// @dev Once switched on, says false instead of transferring.
contract FalseToken is TestToken {
    bool public on;

    function switchOn() external {
        on = true;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !on && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !on && super.transferFrom(from, to, value);
    }
}

/// @dev Within the next transfer makes one call, and keeps what came of it; may refuse the transfer afterwards.
contract ReentrantToken is TestToken {
    address private _target;
    bytes private _call;
    bool private _refuse;
    bool public called;
    bool public succeeded;
    bytes public answer;

    function arm(address target, bytes calldata call_, bool refuse) external {
        (_target, _call, _refuse) = (target, call_, refuse);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return _reenter() && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return _reenter() && super.transferFrom(from, to, value);
    }

    function _reenter() private returns (bool) {
        address target = _target;
        if (target == address(0)) return true;
        _target = address(0);
        called = true;
        (succeeded, answer) = target.call(_call);
        return !_refuse;
    }
}
