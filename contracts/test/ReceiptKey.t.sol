// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {ReceiptKeys} from "../src/ReceiptKeys.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract ReceiptKeyTest is EscrowTest {
    address private constant second = address(0x201);
    address private constant third = address(0x202);

    function rotate(address key, uint32 fromEpoch) private {
        vm.prank(relay);
        escrow.rotateReceiptKey(key, fromEpoch);
    }

    function test_a_rotation_counts_after_the_timelock_for_its_epochs_only() public {
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.ReceiptKeyRotated(second, 5, start + timelock);
        rotate(second, 5);
        eq(escrow.receiptKey(5), receiptKey);
        vm.warp(start + timelock);
        eq(escrow.receiptKey(0), address(0));
        eq(escrow.receiptKey(1), receiptKey);
        eq(escrow.receiptKey(4), receiptKey);
        eq(escrow.receiptKey(5), second);
        eq(escrow.receiptKey(type(uint32).max), second);
        rotate(third, 9);
        vm.warp(start + 2 * timelock);
        eq(escrow.receiptKey(4), receiptKey);
        eq(escrow.receiptKey(8), second);
        eq(escrow.receiptKey(9), third);
    }

    function test_a_rotation_without_effect_yet_is_replaced() public {
        rotate(second, type(uint32).max);
        rotate(third, 2);
        vm.warp(start + timelock);
        eq(escrow.receiptKey(2), third);
        eq(escrow.receiptKey(type(uint32).max), third);
    }

    function test_rotation_refuses() public {
        vm.expectRevert(ICampaignEscrow.NotRelay.selector);
        escrow.rotateReceiptKey(second, 2);
        vm.startPrank(relay);
        vm.expectRevert(ICampaignEscrow.ZeroAddress.selector);
        escrow.rotateReceiptKey(address(0), 2);
        vm.expectRevert(abi.encodeWithSelector(ReceiptKeys.RotationNotLater.selector, uint32(1)));
        escrow.rotateReceiptKey(second, 1);
        vm.stopPrank();
        activate(3, 0, none());
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.EpochNotLater.selector, uint32(3)));
        escrow.rotateReceiptKey(second, 3);
        due(6, 0, none());
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.EpochNotLater.selector, uint32(6)));
        escrow.rotateReceiptKey(second, 6);
    }
}
